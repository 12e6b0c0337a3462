// OP5: the device is done; mark the page dirty (or do not) and give the hold back.

import type { Effect } from "#explore/language/effect.ts";
import { eq, not } from "#explore/language/expression.ts";
import {
	call,
	choose,
	type Statement,
	step,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { PinRequest } from "../schemes/scheme.ts";
import type { Page } from "../world/page.ts";
import { onHeld, type Performer } from "../world/performer.ts";
import { stopDevice } from "../world/world.ts";
import { actionSteps, releaseActions } from "./acquire.ts";
import { setPageDirty, setPageDirtyLock } from "./set-page-dirty.ts";

/**
 * How the page is marked dirty. `lock`: set_page_dirty_lock(). `test-lock`: only if it is not dirty already, as
 * unpin_user_pages_dirty_lock() does. `unlocked`: set_page_dirty() without the page lock. `raw`: SetPageDirty().
 */
export type Dirtying = "none" | "lock" | "test-lock" | "unlocked" | "raw";

export interface Release extends PinRequest {
	kind: "get" | "pin";
	dirty: Dirtying;
}

const testDirty: References = {
	"v5.0":
		"proposed mm/page-writeback.c set_page_dirty_lock lock_page: only if not PageDirty",
	"v5.9": "mm/gup.c unpin_user_pages_dirty_lock PageDirty",
	"v6.1": "mm/gup.c unpin_user_pages_dirty_lock folio_test_dirty",
};
const lockToDirty: References = {
	"v5.0": setPageDirtyLock.lock,
	"v5.9": "mm/gup.c unpin_user_pages_dirty_lock set_page_dirty_lock: lock_page",
	"v6.1": "mm/gup.c unpin_user_pages_dirty_lock folio_lock",
};
const markDirty: References = {
	"v5.0": setPageDirtyLock.mark,
	"v5.9": "mm/gup.c unpin_user_pages_dirty_lock set_page_dirty_lock",
	"v6.1": "mm/gup.c unpin_user_pages_dirty_lock folio_mark_dirty",
};
const unlockDirty: References = {
	"v5.0": setPageDirtyLock.unlock,
	"v5.9":
		"mm/gup.c unpin_user_pages_dirty_lock set_page_dirty_lock: unlock_page",
	"v6.1": "mm/gup.c unpin_user_pages_dirty_lock folio_unlock",
};

/** put_page(), what drivers call themselves; mm/gup.c has its own way. */
export const lastPut: References = {
	"v5.0": "include/linux/mm.h put_page put_page_testzero",
	"v6.1": "include/linux/mm.h folio_put folio_put_testzero",
};

/** The way of the era: v5.0 drivers call set_page_dirty_lock(), later ones unpin_user_pages_dirty_lock(). */
export function usualDirtying(
	performer: Performer,
	kind: "get" | "pin",
): Dirtying {
	return performer.world.era.name === "v5.0" || kind === "get"
		? "lock"
		: "test-lock";
}

export function release(
	performer: Performer,
	place: Page,
	how: Release,
): Statement {
	const { scheme } = performer.world;
	if (scheme.manner === "notifier" && how.kind === "pin")
		return call("mmu_interval_notifier_remove", stop(performer, place));
	const locked = scheme.manner === "page-lock" && how.kind === "pin";
	return call(
		how.kind === "pin" ? "unpin_user_pages" : "put_page",
		onHeld(performer, place, (page) => [
			...(locked
				? underLock(performer, page, how)
				: dirtySteps(performer, page, how.dirty)),
			...drop(performer, page, how),
		]),
	);
}

/** The device stops; what it wrote went through an entry that is still dirty, or was accounted when that went. */
function stop(performer: Performer, place: Page): readonly Statement[] {
	return onHeld(performer, place, (page) => [
		performer.world.kernel.step(
			{
				"v5.0": "mm/mmu_notifier.c mmu_notifier_unregister hlist_del_init_rcu",
				"v5.9":
					"mm/mmu_notifier.c mmu_interval_notifier_remove interval_tree_remove",
			},
			...stopDevice(performer.world, performer.process, page),
		),
	]);
}

/** S19: the lock has been held since the pin. */
function underLock(
	performer: Performer,
	page: Page,
	how: Release,
): Statement[] {
	const { world } = performer;
	const mark = world.kernel.step(
		setPageDirtyLock.mark,
		...setPageDirty(world, page),
	);
	return [
		...(how.dirty === "none" ? [] : [mark]),
		world.kernel.step(setPageDirtyLock.unlock, page.locked.set(0)),
	];
}

/** One release more than there were holds: what it takes away is somebody else's. */
export function releaseAgain(
	performer: Performer,
	place: Page,
	kind: "get" | "pin",
): Statement {
	const request = { kind, long: false, write: true };
	return call(
		kind === "pin" ? "unpin_user_pages" : "put_page",
		onHeld(performer, place, (page) =>
			actionSteps(
				performer,
				releaseActions(performer, page, request).map((action) =>
					kind === "get" ? { ...action, references: lastPut } : action,
				),
			),
		),
	);
}

/** The dirty mark as a call of its own; on a page that is free already it is failure F23. */
export function dirtyAlone(
	performer: Performer,
	place: Page,
	how: Dirtying,
): readonly Statement[] {
	const { monitors } = performer.world;
	return onHeld(performer, place, (page) => [
		...(monitors.watched.has("F23")
			? [step("page->mapping", ...monitors.report("F23", page.freed))]
			: []),
		...dirtySteps(performer, page, how),
	]);
}

/** Only the dirty mark of a release. */
export function dirtySteps(
	performer: Performer,
	page: Page,
	how: Dirtying,
): Statement[] {
	const { kernel } = performer.world;
	switch (how) {
		case "none":
			return [];
		case "lock":
			return lockMarkUnlock(performer, page, [
				setPageDirtyLock.lock,
				setPageDirtyLock.mark,
				setPageDirtyLock.unlock,
			]);
		case "test-lock":
			return [
				kernel.branch(
					testDirty,
					page.dirty,
					[],
					lockMarkUnlock(performer, page, [
						lockToDirty,
						markDirty,
						unlockDirty,
					]),
				),
			];
		case "unlocked":
			return unlockedDirty(performer, page);
		case "raw":
			return [
				kernel.step(
					{
						"v5.0": "include/linux/page-flags.h PAGEFLAG Dirty: SetPageDirty",
					},
					page.dirty.set(1),
				),
			];
	}
}

function lockMarkUnlock(
	performer: Performer,
	page: Page,
	[lock, mark, unlock]: readonly [References, References, References],
): Statement[] {
	const { world } = performer;
	return [
		world.kernel.step(lock, when(eq(page.locked, 0)), page.locked.set(1)),
		world.kernel.step(mark, ...setPageDirty(world, page)),
		world.kernel.step(unlock, page.locked.set(0)),
	];
}

/** set_page_dirty() without the lock: page->mapping is read first, the mark is set later, truncate may come between. */
function unlockedDirty(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel, monitors } = world;
	return [
		choose(
			[
				kernel.step(
					{
						"v5.0": "mm/page-writeback.c set_page_dirty page_mapping",
						"v6.1": "mm/page-writeback.c folio_mark_dirty folio_mapping",
					},
					when(page.attached),
				),
				kernel.step(
					{
						"v5.0": "fs/buffer.c __set_page_dirty_buffers __set_page_dirty",
						"v6.1": "fs/buffer.c block_dirty_folio __folio_mark_dirty",
					},
					...monitors.report("F18", not(page.attached)),
					...setPageDirty(world, page),
				),
			],
			[
				kernel.step(
					{
						"v5.0": "mm/page-writeback.c set_page_dirty TestSetPageDirty",
						"v6.1": "mm/page-writeback.c folio_mark_dirty noop_dirty_folio",
					},
					when(not(page.attached)),
					page.dirty.set(1),
				),
			],
		),
	];
}

function drop(performer: Performer, page: Page, how: Release): Statement[] {
	const actions = releaseActions(performer, page, how);
	if (how.kind === "get")
		return actionSteps(
			performer,
			actions.map((action) => ({ ...action, references: lastPut })),
		);
	const ends: Effect[] = performer.world.monitors.watched.has("F14")
		? [page.pinning.sub(1)]
		: [];
	return actionSteps(performer, actions, [page.pins.sub(1)], ends);
}
