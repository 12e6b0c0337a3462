// OP7: reclaim of one page by kswapd or direct reclaim.

import { type Effect, given } from "#explore/language/effect.ts";
import {
	and,
	either,
	eq,
	minus,
	ne,
	not,
	or,
} from "#explore/language/expression.ts";
import {
	call,
	choose,
	giveBack,
	jump,
	label,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { dropBuffers, getPage, type Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import {
	anyPteDirty,
	clearPte,
	detach,
	isMapped,
	type World,
} from "../world/world.ts";
import { pageMkclean, testClearDirty } from "./clear-page-dirty-for-io.ts";
import { pinnedTest } from "./pinned-test.ts";
import { setPageDirty } from "./set-page-dirty.ts";

const shrink = (old: string, recent: string): References => ({
	"v5.0": `mm/vmscan.c shrink_page_list ${old}`,
	"v6.1": `mm/vmscan.c shrink_folio_list ${recent}`,
});

const places = {
	isolate: {
		"v5.0": "mm/vmscan.c isolate_lru_pages __isolate_lru_page",
		"v6.1": "mm/vmscan.c isolate_lru_folios folio_try_get",
	},
	busy: {
		"v5.0": "mm/vmscan.c isolate_lru_pages __isolate_lru_page: not on a list",
		"v6.1":
			"mm/vmscan.c isolate_lru_folios folio_test_clear_lru: not on a list",
	},
	lock: shrink("trylock_page", "folio_trylock"),
	writeback: shrink("PageWriteback", "folio_test_writeback"),
	unmap: {
		"v5.0": "mm/rmap.c try_to_unmap_one ptep_clear_flush",
		"v6.1": "mm/rmap.c try_to_unmap_one ptep_clear_flush",
	},
	refuse: {
		"v5.0":
			"proposed mm/rmap.c try_to_unmap_one page_remove_rmap: refuse pinned pages",
		"v6.1":
			"proposed mm/rmap.c try_to_unmap_one ptep_clear_flush: refuse pinned pages",
	},
	mapped: shrink("try_to_unmap", "folio_mapped"),
	pinned: {
		"v5.0":
			"proposed mm/vmscan.c shrink_page_list page_has_private: is it pinned",
		"v6.1": "mm/vmscan.c shrink_folio_list folio_maybe_dma_pinned",
	},
	dirty: shrink("PageDirty", "folio_test_dirty"),
	freeable: {
		"v5.0": "mm/vmscan.c is_page_cache_freeable page_count",
		"v6.1": "mm/vmscan.c is_page_cache_freeable folio_ref_count",
	},
	hasPrivate: shrink("page_has_private", "folio_needs_release"),
	release: {
		"v5.0": "fs/buffer.c try_to_free_buffers drop_buffers",
	},
	releaseBusy: {
		"v5.0": "fs/buffer.c drop_buffers buffer_busy",
	},
	freeze: {
		"v5.0": "mm/vmscan.c __remove_mapping page_ref_freeze",
		"v6.1": "mm/vmscan.c __remove_mapping folio_ref_freeze",
	},
	frozenDirty: {
		"v5.0": "mm/vmscan.c __remove_mapping PageDirty",
		"v6.1": "mm/vmscan.c __remove_mapping folio_test_dirty",
	},
	remove: {
		"v5.0": "mm/vmscan.c __remove_mapping __delete_from_page_cache",
		"v6.1": "mm/vmscan.c __remove_mapping __filemap_remove_folio",
	},
	unlock: shrink("unlock_page", "folio_unlock"),
	free: shrink("free_unref_page_list", "free_unref_page_list"),
	putback: {
		"v5.0": "mm/vmscan.c putback_inactive_pages add_page_to_lru_list",
		"v5.9": "mm/vmscan.c move_pages_to_lru list_move",
		"v6.1": "mm/vmscan.c move_folios_to_lru lruvec_add_folio",
	},
} satisfies Record<string, References>;

export interface Reclaim {
	/** kswapd writes dirty file pages itself (PGDAT_DIRTY); others leave that to the flusher. */
	writes: boolean;
}

/** shrink_page_list() of a list with this one page of a file. */
export function shrinkPageList(
	performer: Performer,
	page: Page,
	how: Reclaim,
): Statement {
	const { kernel } = performer.world;
	return call("shrink_page_list", [
		choose(
			[
				kernel.step(
					places.isolate,
					when(and(page.onLru, not(page.freed))),
					page.onLru.set(0),
					...getPage(page),
				),
			],
			[
				kernel.step(places.busy, when(or(not(page.onLru), page.freed))),
				giveBack(),
			],
		),
		choose(
			[kernel.step(places.lock, when(eq(page.locked, 0)), page.locked.set(1))],
			[
				kernel.step(
					shrink("trylock_page: fails", "folio_trylock: fails"),
					when(page.locked),
				),
				jump("keep"),
			],
		),
		kernel.branch(places.writeback, page.writeback, [jump("keep_locked")]),
		...tryToUnmap(performer, page),
		...(performer.world.policy.release === "keep"
			? [
					pinnedTest(
						performer.world,
						places.pinned,
						page,
						{ place: "release", held: 1 },
						[jump("keep_locked")],
					),
				]
			: []),
		kernel.branch(
			places.dirty,
			page.dirty,
			how.writes ? pageout(performer, page) : [jump("keep_locked")],
		),
		tryToReleasePage(performer, page, [jump("keep_locked")]),
		...removeMapping(performer, page),
		label("keep_locked"),
		kernel.step(places.unlock, page.locked.set(0)),
		label("keep"),
		putback(performer, page),
	]);
}

/** Puts the page back on its list and drops the reference of isolation; the last reference frees it. */
function putback(performer: Performer, page: Page): Statement {
	return performer.world.kernel.step(
		places.putback,
		page.refcount.sub(1),
		given(eq(page.refcount, 0), [page.freed.set(1)], [page.onLru.set(1)]),
	);
}

function tryToUnmap(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, policy } = world;
	const unmapAll = world.processes.map((process) => {
		const pte = pteOf(process, page);
		return kernel.step(
			world.processes.length === 1
				? places.unmap
				: {
						"v5.0": `${places.unmap["v5.0"]}: entry of ${process.name}`,
						"v6.1": `${places.unmap["v6.1"]}: entry of ${process.name}`,
					},
			given(isPresent(pte), [
				given(pte.dirty, setPageDirty(world, page)),
				...clearPte(world, process, page),
				page.refcount.sub(1),
			]),
		);
	});
	const guardedUnmap =
		policy.unmap === "refuse"
			? [
					kernel.branch(places.mapped, isMapped(world, page), [
						pinnedTest(
							world,
							places.refuse,
							page,
							{ place: "unmap", held: 1 },
							[jump("keep_locked")],
						),
						...unmapAll,
					]),
				]
			: unmapAll;
	const kept = world.tracking.keepsMapped?.(page);
	return [
		...guardedUnmap,
		...(kept === undefined
			? []
			: [kernel.branch(places.mapped, kept, [jump("keep_locked")])]),
	];
}

/** pageout(): only for a page that nobody else references; then the same steps as writeback, through ->writepage. */
function pageout(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, fileSystem, era, monitors } = world;
	const others = ne(minus(page.refcount, either(page.buffers, 1, 0)), 2);
	const writepage: Statement[] = [
		...pageMkclean(performer, page),
		testClearDirty(performer, page),
		...(fileSystem.usesBuffers
			? [
					kernel.branch(
						{
							"v5.0": "fs/ext4/inode.c ext4_writepage page_buffers",
							"v6.12": "mm/vmscan.c pageout writepage",
						},
						eq(page.buffers, 0),
						[
							kernel.step(
								{
									"v5.0": "fs/ext4/inode.c ext4_writepage page_buffers: BUG",
									"v6.12": "mm/vmscan.c pageout writepage: no buffers",
								},
								...monitors.report(
									era.dirtyWithoutBuffers === "bug" ? "F1" : "F1'",
								),
							),
							jump("keep_locked"),
						],
					),
				]
			: []),
		kernel.step(
			{
				"v5.0":
					"mm/page-writeback.c __test_set_page_writeback TestSetPageWriteback",
				"v6.1":
					"mm/page-writeback.c __folio_start_writeback folio_test_set_writeback",
			},
			page.writeback.set(1),
			given(not(page.dirty), [page.tagDirty.set(0), page.buffersDirty.set(0)]),
		),
		kernel.step(places.unlock, page.locked.set(0)),
		kernel.step(
			{
				"v5.0": "block/blk-core.c submit_bio generic_make_request",
				"v5.9": "block/blk-core.c submit_bio submit_bio_noacct",
			},
			page.disk.set(page.memory),
		),
		kernel.step(
			{
				"v5.0": "fs/ext4/page-io.c ext4_finish_bio end_page_writeback",
				"v6.12": "fs/ext4/page-io.c ext4_finish_bio folio_end_writeback",
			},
			page.writeback.set(0),
		),
		jump("keep"),
	];
	return [
		kernel.branch(places.freeable, others, [jump("keep_locked")], writepage),
	];
}

/**
 * try_to_release_page() of buffer heads: not under writeback, not with a dirty or busy buffer. Looks at no reference
 * count: this is what takes the buffers from under a pin.
 */
export function tryToReleasePage(
	performer: Performer,
	page: Page,
	refused: readonly Statement[],
): Statement {
	const { kernel, fileSystem } = performer.world;
	if (!fileSystem.usesBuffers) return call("release_folio", []);
	return choose(
		[
			kernel.step(
				places.release,
				when(and(page.buffers, not(page.buffersDirty), not(page.writeback))),
				...dropBuffers(page),
				// cancel_dirty_page(): clean buffers, so the page is clean.
				page.dirty.set(0),
				page.accountedDirty.set(0),
			),
		],
		[
			kernel.step(
				places.releaseBusy,
				when(and(page.buffers, or(page.buffersDirty, page.writeback))),
			),
			...refused,
		],
		[kernel.step(places.hasPrivate, when(not(page.buffers)))],
	);
}

/** Freed with newer content than the disk: the update is lost. */
export function lostByRemoval(world: World, page: Page): Effect[] {
	return world.monitors.report(
		"F4",
		and(ne(page.memory, page.disk), not(anyPteDirty(world, page))),
	);
}

/** __remove_mapping(): under the i_pages lock, references frozen first, dirty looked at second. */
function removeMapping(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel } = world;
	const alone = eq(page.refcount, 2);
	return [
		kernel.branch(
			places.freeze,
			and(alone, not(page.dirty)),
			[kernel.step(places.unlock, page.locked.set(0)), giveBack()],
			[],
			given(and(alone, not(page.dirty)), [
				...lostByRemoval(world, page),
				...detach(world, page),
				page.refcount.set(0),
				page.freed.set(1),
			]),
		),
	];
}
