// The part of a page fault that brings a page of the file into the page cache.

import { and, not } from "#explore/language/expression.ts";
import { choose, type Statement, when } from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { candidates } from "../world/world.ts";

/** filemap_fault() finds no page at this offset: a free page takes the place and is read from disk. One step here. */
export function readPage(performer: Performer, place: Page): Statement {
	const { world } = performer;
	const pages = candidates(world, place);
	const none = and(...pages.map((page) => not(page.attached)));
	return choose(
		...pages.map((page, index) => [
			world.kernel.step(
				{
					"v5.0": "mm/filemap.c filemap_fault page_cache_read",
					"v5.9": "mm/filemap.c filemap_fault pagecache_get_page",
					"v6.1": "mm/filemap.c filemap_fault __filemap_get_folio",
				},
				when(
					and(
						none,
						page.freed,
						not(world.inode.truncated),
						...pages.slice(0, index).map((earlier) => not(earlier.freed)),
					),
				),
				page.freed.set(0),
				page.attached.set(1),
				page.refcount.set(1),
				page.onLru.set(1),
				page.dirty.set(0),
				page.memory.set(page.disk),
			),
		]),
	);
}
