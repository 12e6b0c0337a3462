// OP8: truncate or hole punch of the whole page.

import { given } from "#explore/language/effect.ts";
import { and, eq, not } from "#explore/language/expression.ts";
import {
	again,
	call,
	giveBack,
	leave,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import {
	clearDirty,
	dropBuffers,
	getPage,
	type Page,
	putPage,
} from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import {
	candidates,
	clearPte,
	detach,
	isPinned,
	type World,
} from "../world/world.ts";
import { pinnedTest } from "./pinned-test.ts";

const places = {
	rwsem: {
		"v5.0": "fs/open.c do_truncate inode_lock",
	},
	rwsemUnlock: {
		"v5.0": "fs/open.c do_truncate inode_unlock",
	},
	invalidate: {
		"v5.0": "fs/ext4/inode.c ext4_setattr down_write",
		"v6.1": "fs/ext4/inode.c ext4_setattr filemap_invalidate_lock",
	},
	invalidateUnlock: {
		"v5.0": "fs/ext4/inode.c ext4_setattr up_write",
		"v6.1": "fs/ext4/inode.c ext4_setattr filemap_invalidate_unlock",
	},
	pinned: {
		"v5.0":
			"proposed fs/ext4/inode.c ext4_setattr ext4_break_layouts: is it pinned",
	},
	pinnedLocked: {
		"v5.0":
			"proposed mm/truncate.c truncate_cleanup_page do_invalidatepage: is it pinned",
		"v6.1":
			"proposed mm/truncate.c truncate_cleanup_folio folio_invalidate: is it pinned",
	},
	layout: {
		"v5.0": "fs/ext4/inode.c ext4_setattr ext4_break_layouts",
	},
	size: {
		"v5.0": "fs/ext4/inode.c ext4_setattr i_size_write",
	},
	unmap: {
		"v5.0": "mm/truncate.c truncate_pagecache unmap_mapping_range",
	},
	lock: {
		"v5.0": "mm/truncate.c truncate_inode_pages_range lock_page",
		"v6.1": "mm/truncate.c truncate_inode_pages_range folio_lock",
	},
	wait: {
		"v5.0": "mm/truncate.c truncate_inode_pages_range wait_on_page_writeback",
		"v6.1": "mm/truncate.c truncate_inode_pages_range folio_wait_writeback",
	},
	unmapAgain: {
		"v5.0": "mm/truncate.c truncate_cleanup_page unmap_mapping_pages",
		"v5.9": "mm/truncate.c truncate_cleanup_page unmap_mapping_pages",
		"v6.1": "mm/truncate.c truncate_cleanup_folio unmap_mapping_folio",
	},
	buffers: {
		"v5.0": "mm/truncate.c truncate_cleanup_page do_invalidatepage",
		"v6.1": "mm/truncate.c truncate_cleanup_folio folio_invalidate",
	},
	cancel: {
		"v5.0": "mm/truncate.c truncate_cleanup_page cancel_dirty_page",
		"v6.1": "mm/truncate.c truncate_cleanup_folio folio_cancel_dirty",
	},
	remove: {
		"v5.0": "mm/truncate.c truncate_inode_page delete_from_page_cache",
		"v6.1": "mm/truncate.c truncate_inode_folio filemap_remove_folio",
	},
	unlock: {
		"v5.0": "mm/truncate.c truncate_inode_pages_range unlock_page",
		"v6.1": "mm/truncate.c truncate_inode_pages_range folio_unlock",
	},
	free: {
		"v5.0": "fs/ext4/inode.c ext4_truncate ext4_ext_truncate",
	},
} satisfies Record<string, References>;

/** All entries of the page go; the mapping's dirty bits do not matter any more. */
export function unmapMapping(world: World, page: Page) {
	return world.processes.flatMap((process) => {
		const pte = pteOf(process, page);
		return [
			given(isPresent(pte), [
				given(pte.dirty, [page.dirty.set(1)]),
				...clearPte(world, process, page),
				page.refcount.sub(1),
			]),
		];
	});
}

/** Never looks at the reference count: a pinned page survives as an orphan. */
export function truncate(
	performer: Performer,
	place: Page,
	isHolder = false,
): Statement {
	const { world } = performer;
	const { kernel, inode } = world;
	return call("ext4_setattr", [
		kernel.step(places.rwsem, when(eq(inode.rwsem, 0)), inode.rwsem.set(1)),
		kernel.step(
			places.invalidate,
			when(and(eq(inode.invalidateReaders, 0), eq(inode.invalidateWriter, 0))),
			inode.invalidateWriter.set(1),
		),
		// A lease keeps others out, not its holder.
		...(isHolder ? [] : beforeRemoval(performer, place)),
		kernel.step(places.size, inode.truncated.set(1)),
		...candidates(world, place).flatMap((page) => removePage(performer, page)),
		kernel.step(places.free, inode.blockOwner.set(2)),
		...unlockInode(performer),
	]);
}

function unlockInode(performer: Performer): Statement[] {
	const { kernel, inode } = performer.world;
	return [
		kernel.step(places.invalidateUnlock, inode.invalidateWriter.set(0)),
		kernel.step(places.rwsemUnlock, inode.rwsem.set(0)),
	];
}

/** What the policy does about pins, where ext4 breaks DAX layouts. */
function beforeRemoval(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, policy, inode, monitors } = world;
	const question = { place: "truncate" as const, held: 0 };
	switch (policy.truncate) {
		case "orphan":
		case "wait":
			return [];
		case "fail":
			return [
				kernel.step(places.unmap, ...unmapMapping(world, page)),
				pinnedTest(world, places.pinned, page, question, [
					...unlockInode(performer),
					giveBack(),
				]),
			];
		case "recall":
			return [
				pinnedTest(world, places.layout, page, question, [
					kernel.step(
						places.pinned,
						inode.leaseBroken.set(1),
						...monitors.report("F22", false),
					),
				]),
			];
	}
}

function removePage(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, monitors, fileSystem } = world;
	const steps: Statement[] = [
		kernel.step(places.unmap, ...unmapMapping(world, page)),
		kernel.step(
			places.lock,
			when(and(page.attached, eq(page.locked, 0))),
			page.locked.set(1),
			...getPage(page),
		),
		kernel.step(places.wait, when(not(page.writeback))),
		kernel.step(places.unmapAgain, ...unmapMapping(world, page)),
		...(world.policy.truncate === "wait" ? waitForUnpin(performer, page) : []),
		...(fileSystem.usesBuffers
			? [kernel.step(places.buffers, ...dropBuffers(page))]
			: []),
		kernel.step(places.cancel, ...clearDirty(page)),
		kernel.step(
			places.remove,
			...detach(world, page),
			...putPage(page, monitors),
		),
		kernel.step(places.unlock, page.locked.set(0), ...putPage(page, monitors)),
	];
	return [
		loop(
			kernel.branch(
				{
					"v5.0":
						"mm/truncate.c truncate_inode_pages_range pagevec_lookup_entries",
					"v5.9":
						"mm/truncate.c truncate_inode_pages_range pagevec_lookup_entries",
					"v6.1": "mm/truncate.c truncate_inode_pages_range find_get_entries",
				},
				page.attached,
				steps,
			),
			leave(),
		),
	];
}

/**
 * Policy `wait`: under the page lock and after the last unmapping, because a fault that held the page lock when the file
 * shrank may have mapped the page again, and GUP-fast pinned it.
 */
function waitForUnpin(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, monitors } = world;
	return [
		pinnedTest(
			world,
			places.pinnedLocked,
			page,
			{ place: "truncate", held: 1 },
			[
				kernel.step(
					places.unlock,
					page.locked.set(0),
					...putPage(page, monitors),
				),
				kernel.step(
					places.pinned,
					when(not(isPinned(world, page, "truncate", 0))),
				),
				again(),
			],
		),
	];
}
