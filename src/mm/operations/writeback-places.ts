// Where the steps of writeback stand in the kernel.

import type { NumberCell } from "#explore/language/cell.ts";
import type { References } from "../kernel/reference.ts";

/** WB_SYNC_NONE, WB_SYNC_ALL. */
export type SyncMode = "none" | "all";

const prepare = (old: string, recent: string): References => ({
	"v5.0": `fs/ext4/inode.c mpage_prepare_extent_to_map ${old}`,
	"v6.12": `fs/ext4/inode.c mpage_prepare_extent_to_map ${recent}`,
});

export const places = {
	lookup: prepare("pagevec_lookup_range_tag", "filemap_get_folios_tag"),
	noTag: prepare(
		"pagevec_lookup_range_tag: nothing tagged",
		"filemap_get_folios_tag: nothing tagged",
	),
	lock: prepare("lock_page", "folio_lock"),
	gone: prepare("mapping: page is gone", "mapping: folio is gone"),
	clean: prepare(
		"PageDirty: page is clean",
		"folio_test_dirty: folio is clean",
	),
	inFlight: prepare(
		"PageWriteback: under writeback, skip",
		"folio_test_writeback: under writeback, skip",
	),
	go: prepare("PageDirty: page is dirty", "folio_test_dirty: folio is dirty"),
	wait: prepare("wait_on_page_writeback", "folio_wait_writeback"),
	unlockSkip: prepare("unlock_page", "folio_unlock"),
	release: prepare("pagevec_release", "folio_batch_release"),
	cycle: {
		"v5.0": "fs/ext4/inode.c mpage_prepare_extent_to_map unlock_page",
		"v6.12":
			"fs/ext4/inode.c mpage_prepare_extent_to_map __folio_start_writeback",
	},
	hasBuffers: {
		"v5.0": "fs/ext4/inode.c mpage_prepare_extent_to_map page_buffers",
		"v6.1": "fs/ext4/inode.c mpage_prepare_extent_to_map page_has_buffers",
		"v6.12": "fs/ext4/inode.c mpage_prepare_extent_to_map folio_buffers",
	},
	dropDirty: {
		"v5.0": "fs/ext4/inode.c mpage_prepare_extent_to_map page_buffers: BUG",
		"v6.1": "fs/ext4/inode.c mpage_prepare_extent_to_map ClearPageDirty",
		"v6.12": "fs/ext4/inode.c mpage_prepare_extent_to_map folio_clear_dirty",
	},
	map: "fs/ext4/inode.c mpage_map_one_extent ext4_map_blocks",
	startWriteback: {
		"v5.0":
			"mm/page-writeback.c __test_set_page_writeback TestSetPageWriteback",
		"v6.1":
			"mm/page-writeback.c __folio_start_writeback folio_test_set_writeback",
	},
	unlock: {
		"v5.0": "fs/ext4/page-io.c ext4_bio_write_page unlock_page",
		"v6.1": "fs/ext4/inode.c mpage_release_unused_pages folio_unlock",
		"v6.12": "fs/ext4/inode.c mpage_folio_done folio_unlock",
	},
	checksum: {
		"v5.0": "block/bio-integrity.c bio_integrity_prep bio_integrity_process",
		"v6.12": "block/bio-integrity.c bio_integrity_prep blk_integrity_generate",
	},
	read: {
		"v5.0": "block/blk-core.c submit_bio generic_make_request",
		"v5.9": "block/blk-core.c submit_bio submit_bio_noacct",
	},
	end: {
		"v5.0": "fs/ext4/page-io.c ext4_finish_bio end_page_writeback",
		"v6.12": "fs/ext4/page-io.c ext4_finish_bio folio_end_writeback",
	},
	test: {
		"v5.0":
			"proposed mm/page-writeback.c clear_page_dirty_for_io page_mkclean: is it pinned",
		"v6.1":
			"proposed mm/page-writeback.c folio_clear_dirty_for_io folio_mkclean: is it pinned",
	},
	act: {
		"v5.0": "proposed mm/page-writeback.c clear_page_dirty_for_io page_mkclean",
		"v6.1":
			"proposed mm/page-writeback.c folio_clear_dirty_for_io folio_mkclean",
	},
} satisfies Record<string, References>;

/** What the file system calls where an ext4 name would mislead is left to the reader: labels are ext4's. */
export interface Writepages {
	sync: SyncMode;
	/** Set when writeback reports an error. */
	failed?: NumberCell;
	/** Counts writes. */
	ios?: NumberCell;
}
