// OP6: writeback of one page (ext4 with delayed allocation; iomap and COW file systems take the same steps).

import { given } from "#explore/language/effect.ts";
import { and, eq, ne, not } from "#explore/language/expression.ts";
import {
	call,
	choose,
	halt,
	leave,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import { getPage, type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pageMkclean, testClearDirty } from "./clear-page-dirty-for-io.ts";
import { pinnedTest } from "./pinned-test.ts";

import { onPinned } from "./pinned-writeback.ts";
import { io, startWriteback } from "./writeback-io.ts";
import { places, type Writepages } from "./writeback-places.ts";

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

/** A flusher thread (wb_workfn) that goes over the page once. */
export function backgroundWriteback(
	performer: Performer,
	page: Page,
): Statement[] {
	return [writepages(performer, page, { sync: "none" })];
}
