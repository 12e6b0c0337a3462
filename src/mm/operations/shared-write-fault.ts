// OP1: a write fault on a shared file mapping, with page_mkwrite.
//
// The page lock is held from the call into the file system until the entry is writable and the page marked dirty, so
// "the entry becomes writable" and "writeback write-protects it" exclude each other.

import { type Effect, given } from "#explore/language/effect.ts";
import { and, eq, not, or } from "#explore/language/expression.ts";
import {
	call,
	choose,
	giveBack,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { attachBuffers, getPage, type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { setPageDirty } from "./set-page-dirty.ts";

interface Places {
	enter: References;
	lock: References;
	check: References;
	truncated: References;
	prepare: References;
	dirty: References;
	stable: References;
	leave: References;
}

const ext4Places: Places = {
	enter: {
		"v5.0": "fs/ext4/inode.c ext4_page_mkwrite down_read",
		"v6.1": "fs/ext4/inode.c ext4_page_mkwrite filemap_invalidate_lock_shared",
	},
	lock: {
		"v5.0": "fs/buffer.c block_page_mkwrite lock_page",
		"v6.12": "fs/buffer.c block_page_mkwrite folio_lock",
	},
	check: {
		"v5.0": "fs/buffer.c block_page_mkwrite i_size_read",
	},
	truncated: {
		"v5.0": "fs/buffer.c block_page_mkwrite unlock_page",
		"v6.12": "fs/buffer.c block_page_mkwrite folio_unlock",
	},
	prepare: {
		"v5.0": "fs/buffer.c block_page_mkwrite __block_write_begin",
		"v6.12": "fs/buffer.c block_page_mkwrite __block_write_begin_int",
	},
	dirty: {
		"v5.0": "fs/buffer.c block_page_mkwrite set_page_dirty",
		"v6.12": "fs/buffer.c block_page_mkwrite folio_mark_dirty",
	},
	stable: {
		"v5.0": "fs/buffer.c block_page_mkwrite wait_for_stable_page",
		"v6.12": "fs/buffer.c block_page_mkwrite folio_wait_stable",
	},
	leave: {
		"v5.0": "fs/ext4/inode.c ext4_page_mkwrite up_read",
		"v6.1":
			"fs/ext4/inode.c ext4_page_mkwrite filemap_invalidate_unlock_shared",
	},
};

/** iomap; btrfs_page_mkwrite() takes the same steps in the same order and is shown with these names. */
const iomapPlaces: Places = {
	enter: {
		"v5.0": "fs/xfs/xfs_file.c __xfs_filemap_fault xfs_ilock",
		"v6.1": "fs/xfs/xfs_file.c __xfs_filemap_fault xfs_ilock_for_write_fault",
		"v6.12": "fs/xfs/xfs_file.c xfs_write_fault xfs_ilock",
	},
	lock: {
		"v5.0": "fs/iomap.c iomap_page_mkwrite lock_page",
		"v5.9": "fs/iomap/buffered-io.c iomap_page_mkwrite lock_page",
		"v6.1": "fs/iomap/buffered-io.c iomap_page_mkwrite folio_lock",
	},
	check: {
		"v5.0": "fs/iomap.c iomap_page_mkwrite i_size_read",
		"v5.9":
			"fs/iomap/buffered-io.c iomap_page_mkwrite page_mkwrite_check_truncate",
		"v6.1":
			"fs/iomap/buffered-io.c iomap_page_mkwrite folio_mkwrite_check_truncate",
	},
	truncated: {
		"v5.0": "fs/iomap.c iomap_page_mkwrite unlock_page",
		"v5.9": "fs/iomap/buffered-io.c iomap_page_mkwrite unlock_page",
		"v6.1": "fs/iomap/buffered-io.c iomap_page_mkwrite folio_unlock",
	},
	prepare: {
		"v5.0": "fs/iomap.c iomap_page_mkwrite iomap_apply",
		"v5.9": "fs/iomap/buffered-io.c iomap_page_mkwrite iomap_apply",
		"v6.1":
			"fs/iomap/buffered-io.c iomap_page_mkwrite iomap_folio_mkwrite_iter",
	},
	dirty: {
		"v5.0": "fs/iomap.c iomap_page_mkwrite_actor set_page_dirty",
		"v5.9": "fs/iomap/buffered-io.c iomap_page_mkwrite_actor set_page_dirty",
		"v6.1": "fs/iomap/buffered-io.c iomap_folio_mkwrite_iter folio_mark_dirty",
	},
	stable: {
		"v5.0": "fs/iomap.c iomap_page_mkwrite wait_for_stable_page",
		"v5.9": "fs/iomap/buffered-io.c iomap_page_mkwrite wait_for_stable_page",
		"v6.1": "fs/iomap/buffered-io.c iomap_page_mkwrite folio_wait_stable",
	},
	leave: {
		"v5.0": "fs/xfs/xfs_file.c __xfs_filemap_fault xfs_iunlock",
		"v6.12": "fs/xfs/xfs_file.c xfs_write_fault xfs_iunlock",
	},
};

const get: References = {
	"v5.0": "mm/memory.c wp_page_shared get_page",
	"v6.12": "mm/memory.c wp_page_shared folio_get",
};
const put: References = {
	"v5.0": "mm/memory.c wp_page_shared put_page",
	"v6.12": "mm/memory.c wp_page_shared folio_put",
};
const install: References = {
	"v5.0": "mm/memory.c finish_mkwrite_fault wp_page_reuse",
};
const changed: References = {
	"v5.0": "mm/memory.c finish_mkwrite_fault pte_same: not the same",
};
const mark: References = {
	"v5.0": "mm/memory.c fault_dirty_shared_page set_page_dirty",
	"v6.12": "mm/memory.c fault_dirty_shared_page folio_mark_dirty",
};
const unlock: References = {
	"v5.0": "mm/memory.c fault_dirty_shared_page unlock_page",
	"v6.12": "mm/memory.c fault_dirty_shared_page folio_unlock",
};

/**
 * The fault of `performer.process` on a page of a shared file mapping. Ends with the entry writable, or changes nothing
 * if the page went away or the entry changed meanwhile; the caller looks again.
 */
export function sharedWriteFault(performer: Performer, page: Page): Statement {
	const { world } = performer;
	return call(
		"handle_mm_fault",
		world.fileSystem.tracksDirty
			? withPageMkwrite(performer, page)
			: withoutPageMkwrite(performer, page),
	);
}

function mapWritable(performer: Performer, page: Page): Effect[] {
	const pte = pteOf(performer.process, page);
	return [
		given(pte.state.is("none"), getPage(page)),
		pte.state.set("writable"),
		pte.dirty.set(1),
	];
}

function withPageMkwrite(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, inode, fileSystem, monitors } = world;
	const pte = pteOf(performer.process, page);
	const wasMapped = performer.flag(`orig_pte of ${page.name} is read-only`);
	const places = fileSystem.usesBuffers ? ext4Places : iomapPlaces;
	const prepared: Effect[] = fileSystem.usesBuffers ? attachBuffers(page) : [];
	const buffersDirty = fileSystem.usesBuffers ? [page.buffersDirty.set(1)] : [];
	const leaveAndPut = [
		kernel.step(places.leave, inode.invalidateReaders.sub(1)),
		kernel.step(put, ...putPage(page, monitors)),
	];
	return [
		choose(
			[
				kernel.step(
					get,
					when(page.attached),
					...getPage(page),
					wasMapped.set(pte.state.is("read-only")),
				),
			],
			[
				kernel.step(
					"mm/filemap.c filemap_fault mapping: page is gone",
					when(not(page.attached)),
				),
				giveBack(),
			],
		),
		kernel.step(
			places.enter,
			when(eq(inode.invalidateWriter, 0)),
			inode.invalidateReaders.add(1),
		),
		kernel.step(places.lock, when(eq(page.locked, 0)), page.locked.set(1)),
		kernel.branch(places.check, or(not(page.attached), inode.truncated), [
			kernel.step(places.truncated, page.locked.set(0)),
			...leaveAndPut,
			giveBack(),
		]),
		kernel.step(places.prepare, ...prepared, page.reserved.set(1)),
		kernel.step(places.dirty, ...buffersDirty, ...setPageDirty(world, page)),
		...(world.setting.stableWrites
			? [kernel.step(places.stable, when(not(page.writeback)))]
			: []),
		kernel.step(places.leave, inode.invalidateReaders.sub(1)),
		choose(
			[
				kernel.step(
					install,
					when(
						or(
							and(wasMapped, pte.state.is("read-only")),
							and(not(wasMapped), pte.state.is("none")),
						),
					),
					...mapWritable(performer, page),
				),
				kernel.step(mark, ...setPageDirty(world, page)),
			],
			[
				kernel.step(
					changed,
					when(
						not(
							or(
								and(wasMapped, pte.state.is("read-only")),
								and(not(wasMapped), pte.state.is("none")),
							),
						),
					),
				),
			],
		),
		kernel.step(unlock, page.locked.set(0), wasMapped.set(0)),
		kernel.step(put, ...putPage(page, monitors)),
	];
}

/** shmem: the page comes locked from shmem_fault(), the entry becomes writable, the page is marked dirty. */
function withoutPageMkwrite(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel } = world;
	return [
		choose(
			[
				kernel.step(
					"mm/memory.c do_shared_fault __do_fault",
					when(and(page.attached, eq(page.locked, 0))),
					page.locked.set(1),
				),
			],
			[
				kernel.step(
					"mm/filemap.c filemap_fault mapping: page is gone",
					when(not(page.attached)),
				),
				giveBack(),
			],
		),
		kernel.step(
			"mm/memory.c do_shared_fault finish_fault",
			...mapWritable(performer, page),
		),
		kernel.step(mark, ...setPageDirty(world, page)),
		kernel.step(unlock, page.locked.set(0)),
	];
}
