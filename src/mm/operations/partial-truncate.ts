import { eq, not } from "#explore/language/expression.ts";
import { call, type Statement, when } from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";

/** Truncate to the middle of the page: the bytes beyond are zeroed under the page lock, the page stays. */
export function partialTruncate(performer: Performer, page: Page): Statement {
	const { kernel, inode } = performer.world;
	return call("truncate_inode_partial_folio", [
		kernel.step(
			{ "v5.0": "fs/ext4/inode.c ext4_setattr i_size_write" },
			inode.truncated.set(1),
		),
		kernel.step(
			{
				"v5.0": "mm/truncate.c truncate_inode_pages_range find_lock_page",
				"v6.1": "mm/truncate.c truncate_inode_pages_range __filemap_get_folio",
			},
			when(eq(page.locked, 0)),
			page.locked.set(1),
		),
		kernel.step(
			{
				"v5.0":
					"mm/truncate.c truncate_inode_pages_range wait_on_page_writeback",
				"v6.1":
					"mm/truncate.c truncate_inode_partial_folio folio_wait_writeback",
			},
			when(not(page.writeback)),
		),
		kernel.step(
			{
				"v5.0": "mm/truncate.c truncate_inode_pages_range zero_user_segment",
				"v6.1": "mm/truncate.c truncate_inode_partial_folio folio_zero_range",
			},
			page.tail.set(0),
			page.zeroed.set(1),
		),
		kernel.step(
			{
				"v5.0": "mm/truncate.c truncate_inode_pages_range unlock_page",
				"v6.1": "mm/truncate.c truncate_inode_pages_range folio_unlock",
			},
			page.locked.set(0),
		),
	]);
}
