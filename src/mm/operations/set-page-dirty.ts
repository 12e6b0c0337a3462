// What marking a page dirty does, by file system. One atomic step for those who hold the page lock.

import { type Effect, given } from "#explore/language/effect.ts";
import { and, not } from "#explore/language/expression.ts";
import type { Page } from "../world/page.ts";
import { isPinned, type World } from "../world/world.ts";

/** ext4_set_page_dirty() and its relatives; notes F1 where ext4 warns. */
export function setPageDirty(world: World, page: Page): Effect[] {
	const { fileSystem, monitors } = world;
	if (page.kind === "anon") return [page.dirty.set(1)];
	const inCache: Effect[] = [
		page.dirty.set(1),
		page.accountedDirty.set(1),
		page.tagDirty.set(1),
	];
	if (fileSystem.usesBuffers && !fileSystem.journalsData)
		inCache.push(given(page.buffers, [page.buffersDirty.set(1)]));
	return [
		...(fileSystem.usesBuffers
			? monitors.report("F1", and(page.attached, not(page.buffers)))
			: []),
		...(fileSystem.journalsData ? pendingDirty(world, page) : []),
		given(page.attached, inCache, [page.dirty.set(1)]),
	];
}

/**
 * data=journal: the mark alone does not put buffers into a transaction; PG_checked asks the next writepages to.
 * v5.0 sets it always, v6.12 only for pages that count as pinned.
 */
function pendingDirty(world: World, page: Page): Effect[] {
	const always = world.era.name === "v5.0" || world.era.name === "v5.9";
	return always
		? [page.checked.set(1)]
		: [given(isPinned(world, page, "writeback", 0), [page.checked.set(1)])];
}

/** set_page_dirty_lock(): the same in all four eras. */
export const setPageDirtyLock = {
	lock: "mm/page-writeback.c set_page_dirty_lock lock_page",
	mark: "mm/page-writeback.c set_page_dirty_lock set_page_dirty",
	unlock: "mm/page-writeback.c set_page_dirty_lock unlock_page",
} as const;
