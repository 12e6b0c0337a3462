import type { Statement } from "#explore/language/statement.ts";
import type { Page } from "#mm/world/page.ts";
import type { Performer } from "#mm/world/performer.ts";

/** Options in the parentheses of an operation: a page name and flags. */
export interface Arguments {
	page: Page;
	flags: ReadonlySet<string>;
}

export interface Entry {
	/** Flags it understands. */
	flags: readonly string[];
	about: string;
	program(performer: Performer, given: Arguments): readonly Statement[];
}
