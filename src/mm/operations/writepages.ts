// OP6: writeback of one page (ext4 with delayed allocation; iomap and COW file systems take the same steps).

import type { NumberCell } from "#explore/language/cell.ts";
import { type Effect, given } from "#explore/language/effect.ts";
import { and, eq, ne, not, or } from "#explore/language/expression.ts";
import {
	again,
	call,
	choose,
	halt,
	leave,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { WritebackAct } from "../policies/policy.ts";
import { getPage, type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPinned } from "../world/world.ts";
import { pageMkclean, testClearDirty } from "./clear-page-dirty-for-io.ts";
import { pinnedTest } from "./pinned-test.ts";

/** WB_SYNC_NONE, WB_SYNC_ALL. */
export type SyncMode = "none" | "all";

const prepare = (old: string, recent: string): References => ({
	"v5.0": `fs/ext4/inode.c mpage_prepare_extent_to_map ${old}`,
	"v6.12": `fs/ext4/inode.c mpage_prepare_extent_to_map ${recent}`,
});
const places = {
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

export function writepages(
	performer: Performer,
	page: Page,
	how: Writepages,
): Statement {
	const { kernel, fileSystem, era } = performer.world;
	const withoutBuffers = eq(page.buffers, 0);
	const body: Statement[] = [
		kernel.branch(
			places.lookup,
			page.tagDirty,
			[],
			[leave()],
			given(page.tagDirty, getPage(page)),
		),
		kernel.step(places.lock, when(eq(page.locked, 0)), page.locked.set(1)),
		whetherToWrite(performer, page, how),
		kernel.step(places.wait, when(not(page.writeback))),
		...(fileSystem.usesBuffers
			? [
					kernel.branch(
						places.hasBuffers,
						withoutBuffers,
						era.dirtyWithoutBuffers === "bug"
							? [bug(performer)]
							: [dropData(performer, page), ...giveUp(performer, page)],
					),
				]
			: []),
		kernel.step(
			places.map,
			...(fileSystem.copiesOnWrite
				? performer.world.monitors.report("F3", not(page.reserved))
				: []),
			page.reserved.set(0),
		),
		...submit(performer, page, how),
		leave(),
	];
	return call("writepages", [loop(...body)]);
}

/** page_buffers() on a page without: BUG_ON(!PagePrivate(page)). The thread dies with the page locked. */
function bug(performer: Performer): Statement {
	return call("BUG", [
		performer.world.kernel.step(
			places.dropDirty,
			...performer.world.monitors.report("F1"),
		),
		halt(),
	]);
}

/** v5.19 and later: warn, clear the bare dirty flag; the xarray mark and the dirty count stay, the data is dropped. */
function dropData(performer: Performer, page: Page): Statement {
	const { kernel, monitors } = performer.world;
	return kernel.step(
		places.dropDirty,
		page.dirty.set(0),
		...monitors.report("F1'", ne(page.memory, page.disk)),
	);
}

function giveUp(performer: Performer, page: Page): Statement[] {
	const { kernel, monitors } = performer.world;
	return [
		kernel.step(places.unlockSkip, page.locked.set(0)),
		kernel.step(places.release, ...putPage(page, monitors)),
		leave(),
	];
}

/** Under the page lock: gone, clean, or under writeback already? */
function whetherToWrite(
	performer: Performer,
	page: Page,
	how: Writepages,
): Statement {
	const { kernel, era } = performer.world;
	const staleTag =
		era.name === "v6.12"
			? [given(not(page.writeback), [page.tagDirty.set(0)])]
			: [];
	const skipBusy = how.sync === "none" ? page.writeback : 0;
	return choose(
		[
			kernel.step(places.gone, when(not(page.attached))),
			...giveUp(performer, page),
		],
		[
			kernel.step(
				places.clean,
				when(and(page.attached, not(page.dirty))),
				...staleTag,
			),
			...giveUp(performer, page),
		],
		...(how.sync === "none"
			? [
					[
						kernel.step(
							places.inFlight,
							when(and(page.attached, page.dirty, page.writeback)),
						),
						...giveUp(performer, page),
					],
				]
			: []),
		[
			kernel.step(
				places.go,
				when(and(page.attached, page.dirty, not(skipBusy))),
			),
		],
	);
}

/** mpage_submit_page(): clear_page_dirty_for_io() with the policy before or after page_mkclean(), then the I/O. */
function submit(
	performer: Performer,
	page: Page,
	how: Writepages,
): Statement[] {
	const { policy } = performer.world;
	const act = how.sync === "all" ? policy.integrity : policy.background;
	const asUsual = [
		testClearDirty(performer, page),
		...startWriteback(performer, page),
		...io(performer, page, how, null),
	];
	if (act === "ignore") return [...pageMkclean(performer, page), ...asUsual];
	const question = { place: "writeback" as const, held: 1 };
	const { world } = performer;
	if (policy.test === "before-mkclean")
		return [
			pinnedTest(
				world,
				places.test,
				page,
				question,
				onPinned(performer, page, how, act),
			),
			...pageMkclean(performer, page),
			...asUsual,
		];
	return [
		...pageMkclean(performer, page),
		pinnedTest(
			world,
			places.test,
			page,
			question,
			onPinned(performer, page, how, act),
		),
		...asUsual,
	];
}

/** What the policy does with a pinned page. Falls through to the usual writeback where it waited with the lock held. */
function onPinned(
	performer: Performer,
	page: Page,
	how: Writepages,
	act: WritebackAct,
): Statement[] {
	const { world } = performer;
	const { kernel } = world;
	const pinned = isPinned(world, page, "writeback", 0);
	const acted = (note: string): References => ({
		"v5.0": `${places.act["v5.0"]}: ${note}`,
		"v6.1": `${places.act["v6.1"]}: ${note}`,
	});
	switch (act) {
		case "ignore":
			return [];
		case "skip":
			return [
				kernel.step(acted("skip, page stays dirty"), page.locked.set(0)),
				kernel.step(places.release, ...putPage(page, world.monitors)),
				leave(),
			];
		case "block-locked":
			return [
				kernel.step(
					acted("wait for the unpin, page locked"),
					when(not(isPinned(world, page, "writeback", 1))),
				),
			];
		case "block-cleared":
			return [
				testClearDirty(performer, page),
				kernel.step(
					acted("wait for the unpin, page locked and clean"),
					when(not(isPinned(world, page, "writeback", 1))),
				),
				...startWriteback(performer, page),
				...io(performer, page, how, null),
				leave(),
			];
		case "block":
			return [
				kernel.step(acted("unlock the page"), page.locked.set(0)),
				kernel.step(places.release, ...putPage(page, world.monitors)),
				kernel.step(acted("wait for the unpin"), when(not(pinned))),
				again(),
			];
		case "report":
			return [
				kernel.step(
					acted("report that it is pinned"),
					page.locked.set(0),
					...(how.failed === undefined ? [] : [how.failed.set(1)]),
				),
				kernel.step(places.release, ...putPage(page, world.monitors)),
				leave(),
			];
		case "bounce":
		case "bounce-clear":
		case "copy-first":
			return [...bounce(performer, page, how, act), leave()];
	}
}

function bounce(
	performer: Performer,
	page: Page,
	how: Writepages,
	act: "bounce" | "bounce-clear" | "copy-first",
): Statement[] {
	const copy = performer.number(`bounce copy of ${page.name}`, 15);
	const { kernel } = performer.world;
	const takeCopy = kernel.step(
		{
			"v5.0": `${places.act["v5.0"]}: copy to a bounce page`,
			"v6.1": `${places.act["v6.1"]}: copy to a bounce page`,
		},
		copy.set(page.memory),
	);
	const clear = testClearDirty(performer, page);
	// The page stays dirty; with data=journal somebody must also see to it that its buffers join a transaction again.
	const keep = performer.world.fileSystem.journalsData
		? [
				performer.world.kernel.step(
					{
						"v5.0": `${places.act["v5.0"]}: journal it again later`,
						"v6.1": `${places.act["v6.1"]}: journal it again later`,
					},
					page.checked.set(1),
				),
			]
		: [];
	const order = {
		bounce: [takeCopy],
		"bounce-clear": [clear, takeCopy],
		"copy-first": [takeCopy, clear],
	}[act];
	return [
		...order,
		...startWriteback(performer, page),
		...io(performer, page, how, copy),
		...(act === "bounce" ? keep : []),
	];
}

function startWriteback(performer: Performer, page: Page): Statement[] {
	const { kernel, fileSystem, monitors } = performer.world;
	const keepsBuffers = fileSystem.usesBuffers && !fileSystem.journalsData;
	const tags = given(not(page.dirty), [
		page.tagDirty.set(0),
		...(keepsBuffers ? [page.buffersDirty.set(0)] : []),
	]);
	return [
		kernel.step(
			places.startWriteback,
			page.writeback.set(1),
			tags,
			...zeroTail(performer, page),
			...(fileSystem.journalsData ? journal(performer, page) : []),
		),
		kernel.step(places.unlock, page.locked.set(0)),
		kernel.step(places.release, ...putPage(page, monitors)),
	];
}

/** ext4_bio_write_page() zeroes what lies beyond the end of the file, once. */
function zeroTail(performer: Performer, page: Page): Effect[] {
	const { monitors, inode } = performer.world;
	return monitors.watched.has("F20")
		? [given(inode.truncated, [page.tail.set(0)])]
		: [];
}

/** data=journal: only buffers of a transaction are written; PG_checked makes them join one now. */
function journal(performer: Performer, page: Page): Effect[] {
	const unjournalled = and(not(page.buffersDirty), not(page.checked));
	return [
		...performer.world.monitors.report(
			"F21",
			and(unjournalled, ne(page.memory, page.disk)),
		),
		page.journalled.set(or(page.buffersDirty, page.checked)),
		page.buffersDirty.set(0),
		page.checked.set(0),
	];
}

/** Checksum and device read are two reads of the page, or of the bounce copy. */
function io(
	performer: Performer,
	page: Page,
	how: Writepages,
	copy: NumberCell | null,
): Statement[] {
	const { world } = performer;
	const { kernel, monitors, fileSystem } = world;
	const checksum = performer.number(`checksum of ${page.name}`, 15);
	const source = copy ?? page.memory;
	const written = fileSystem.journalsData
		? given(page.journalled, [page.disk.set(source)])
		: page.disk.set(source);
	return [
		...(world.setting.stableWrites
			? [kernel.step(places.checksum, checksum.set(source))]
			: []),
		kernel.step(
			places.read,
			...(world.setting.stableWrites
				? monitors.report("F2", ne(checksum, source))
				: []),
			written,
			...(monitors.watched.has("F20")
				? [
						...monitors.report("F20", eq(page.tail, 2)),
						page.diskTail.set(page.tail),
					]
				: []),
			...(how.ios === undefined ? [] : [how.ios.add(1)]),
		),
		kernel.step(
			places.end,
			page.writeback.set(0),
			checksum.set(0),
			...(copy === null ? [] : [copy.set(0)]),
		),
	];
}

/** A flusher thread (wb_workfn) that goes over the page once. */
export function backgroundWriteback(
	performer: Performer,
	page: Page,
): Statement[] {
	return [writepages(performer, page, { sync: "none" })];
}
