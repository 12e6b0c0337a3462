// What may stand in a column of a litmus test: names of kernel calls and of things devices do.

import type { Statement } from "#explore/language/statement.ts";
import type { Performer } from "#mm/world/performer.ts";
import { pageNamed } from "#mm/world/world.ts";

import { acquireWords } from "./acquire-words.ts";
import type { Entry } from "./operation-entry.ts";
import { otherWords } from "./other-words.ts";
import { releaseWords } from "./release-words.ts";

/** All operations, by name. */
export const vocabulary: Readonly<Record<string, Entry>> = {
	...acquireWords,
	...releaseWords,
	...otherWords,
};

/** @throws Error for an operation, page or flag that does not exist. */
export function programOf(
	performer: Performer,
	operation: { name: string; arguments: readonly string[] },
): readonly Statement[] {
	const entry = vocabulary[operation.name];
	if (entry === undefined)
		throw new Error(
			`there is no operation "${operation.name}": ${Object.keys(vocabulary).join(" ")}`,
		);
	const flags = operation.arguments.filter((word) =>
		entry.flags.includes(word),
	);
	const others = operation.arguments.filter(
		(word) => !entry.flags.includes(word),
	);
	const [pageName, extra] = others;
	if (extra !== undefined)
		throw new Error(
			`${operation.name} takes one page and ${entry.flags.length === 0 ? "no flags" : `the flags ${entry.flags.join(", ")}`}, not "${extra}"`,
		);
	const { world } = performer;
	const [first] = world.pages;
	const page = pageName === undefined ? first : pageNamed(world, pageName);
	if (page === undefined) throw new Error("a scenario needs a page");
	return entry.program(performer, { page, flags: new Set(flags) });
}
