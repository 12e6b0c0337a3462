// OP5 for direct reads: the bio dirtied its pages at submission; at completion those found clean go to a work item.

import { bit, type NumberCell } from "#explore/language/cell.ts";
import { and, eq } from "#explore/language/expression.ts";
import {
	call,
	choose,
	type Statement,
	step,
	when,
} from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import type { World } from "../world/world.ts";
import { actionSteps, releaseActions } from "./acquire.ts";
import { setPageDirty } from "./set-page-dirty.ts";

interface Handover {
	/** read(2) has returned. */
	done: NumberCell;
	/** 0 nothing, 1 queued. */
	queued: NumberCell;
	finished: NumberCell;
}

const handovers = new WeakMap<World, Handover>();

function handoverOf(world: World): Handover {
	const known = handovers.get(world);
	if (known !== undefined) return known;
	const made = {
		done: bit("read(2) has returned"),
		queued: bit("bio_dirty_work queued"),
		finished: bit("bio_check_pages_dirty done"),
	};
	handovers.set(world, made);
	return made;
}

/** The interrupt: iomap wakes the reader first, then looks at the pages. */
export function completeDirectRead(
	performer: Performer,
	page: Page,
): readonly Statement[] {
	const { world } = performer;
	const { kernel } = world;
	const { done, queued, finished } = handoverOf(world);
	const unpin = actionSteps(
		performer,
		releaseActions(performer, page, { kind: "pin", long: false, write: true }),
		[page.pins.sub(1)],
	);
	return [
		call("iomap_dio_bio_end_io", [
			kernel.step(
				{
					"v5.0": "fs/iomap.c iomap_dio_bio_end_io WRITE_ONCE",
					"v5.9": "fs/iomap/direct-io.c iomap_dio_bio_end_io WRITE_ONCE",
					"v6.1": "fs/iomap/direct-io.c iomap_dio_bio_end_io WRITE_ONCE",
					"v6.12": "fs/iomap/direct-io.c iomap_dio_bio_end_io iomap_dio_done",
				},
				done.set(1),
			),
			choose(
				[
					kernel.step(
						{
							"v5.0": "block/bio.c bio_check_pages_dirty PageDirty",
							"v6.1": "block/bio.c bio_check_pages_dirty folio_test_dirty",
						},
						when(eq(page.dirty, 1)),
					),
					...unpin,
					step("bio is done", finished.set(1)),
				],
				[
					kernel.step(
						{
							"v5.0": "block/bio.c bio_check_pages_dirty schedule_work",
						},
						when(eq(page.dirty, 0)),
						queued.set(1),
						finished.set(1),
					),
				],
			),
		]),
	];
}

/** bio_dirty_fn(): lock, dirty, unlock, unpin, some time later. */
export function dirtyWorker(
	performer: Performer,
	page: Page,
): readonly Statement[] {
	const { world } = performer;
	const { kernel } = world;
	const { queued, finished } = handoverOf(world);
	const lockDirty = {
		"v5.0": "block/bio.c bio_set_pages_dirty set_page_dirty_lock",
		"v6.1": "block/bio.c bio_set_pages_dirty folio_lock",
	};
	return [
		call("bio_dirty_fn", [
			choose(
				[
					kernel.step(
						{
							"v5.0": "block/bio.c bio_dirty_fn bio_set_pages_dirty",
							"v5.9": "block/bio.c bio_dirty_fn bio_release_pages",
						},
						when(eq(queued, 1)),
						queued.set(0),
					),
					kernel.step(lockDirty, when(eq(page.locked, 0)), page.locked.set(1)),
					kernel.step(
						{
							"v5.0":
								"block/bio.c bio_set_pages_dirty set_page_dirty_lock: mark",
							"v6.1": "block/bio.c bio_set_pages_dirty folio_mark_dirty",
						},
						...setPageDirty(world, page),
					),
					kernel.step(
						{
							"v5.0":
								"block/bio.c bio_set_pages_dirty set_page_dirty_lock: unlock",
							"v6.1": "block/bio.c bio_set_pages_dirty folio_unlock",
						},
						page.locked.set(0),
					),
					...actionSteps(
						performer,
						releaseActions(performer, page, {
							kind: "pin",
							long: false,
							write: true,
						}),
						[page.pins.sub(1)],
					),
				],
				[step("no work", when(and(eq(finished, 1), eq(queued, 0))))],
			),
		]),
	];
}

/** Waits until read(2) has returned. */
export function waitForRead(performer: Performer): Statement {
	return step("read(2) returns", when(eq(handoverOf(performer.world).done, 1)));
}
