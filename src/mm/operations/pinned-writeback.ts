// What the policies do when writeback meets a pinned page (reference/claims.md section 4).

import { not } from "#explore/language/expression.ts";
import {
	again,
	leave,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { WritebackAct } from "../policies/policy.ts";
import { type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPinned } from "../world/world.ts";
import { testClearDirty } from "./clear-page-dirty-for-io.ts";

import { io, startWriteback } from "./writeback-io.ts";
import { places, type Writepages } from "./writeback-places.ts";

/** What the policy does with a pinned page. Falls through to the usual writeback where it waited with the lock held. */
export function onPinned(
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

export function bounce(
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
