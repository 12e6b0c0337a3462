// Taking and dropping the lock of a page: what set_page_dirty() asks of its caller.

import type { Source } from "./entry.ts";
import { inTree } from "./source.ts";

export interface PageLockEntry {
	readonly name: string;
	/** try and killable forms count as taken: what depends on their result is not followed. */
	readonly effect: "take" | "drop";
	readonly source: Source;
}

const header = "include/linux/pagemap.h";

const take = (name: string): PageLockEntry => ({
	name,
	effect: "take",
	source: inTree("v6.12", header, name),
});
const drop = (name: string): PageLockEntry => ({
	...take(name),
	effect: "drop",
});

export const pageLockEntries: readonly PageLockEntry[] = [
	take("lock_page"),
	{
		name: "lock_page_killable",
		effect: "take",
		source: inTree("v6.1", header, "lock_page_killable"),
	},
	take("trylock_page"),
	take("folio_lock"),
	take("folio_lock_killable"),
	take("folio_trylock"),
	take("find_lock_page"),
	drop("unlock_page"),
	drop("folio_unlock"),
];

const lockOf = new Map(pageLockEntries.map((entry) => [entry.name, entry]));

export function findPageLock(name: string): PageLockEntry | null {
	return lockOf.get(name) ?? null;
}
