// What all forms of get_user_pages() share: the steps a hold is made of, and when an entry lets the caller through.

import type { Effect } from "#explore/language/effect.ts";
import { and, not } from "#explore/language/expression.ts";
import type { Part, Statement } from "#explore/language/statement.ts";
import { pinCountingBias } from "../arithmetic/page-count.ts";
import { getFast, getSlow, put } from "../schemes/plain-reference.ts";
import type { Action, PinRequest } from "../schemes/scheme.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { candidates } from "../world/world.ts";
import { anonymousFault } from "./anonymous-fault.ts";
import { sharedWriteFault } from "./shared-write-fault.ts";

/** get: FOLL_GET, a plain reference in every scheme. pin: whatever the scheme does. */
export interface Acquire extends PinRequest {
	kind: "get" | "pin";
	path: "slow" | "fast";
}

/** The steps of an acquire: what the scheme does for a pin, one reference for a get. */
export function acquireActions(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Action[] {
	const { tracking } = performer.world;
	const { kind, path } = acquire;
	if (kind === "get") return [path === "fast" ? getFast(page) : getSlow(page)];
	return path === "fast"
		? tracking.pinFast(page, acquire, performer.process)
		: inOneSection(tracking.pinSlow(page, acquire, performer.process));
}

/** The steps that give an acquire back. */
export function releaseActions(
	performer: Performer,
	page: Page,
	release: PinRequest & { kind: "get" | "pin" },
): Action[] {
	const { world, process } = performer;
	if (release.kind === "pin")
		return world.tracking.unpin(page, release, process);
	return [
		put(page, {
			era: world.era,
			pages: world.pages,
			processes: world.processes,
			monitors: world.monitors,
			bias: pinCountingBias,
			acquired: () => [],
			released: () => [],
		}),
	];
}

/**
 * The slow path: all of it happens in one page table lock section, which nobody sees the middle of who looks under that
 * lock. Readers that do not (of a pincount beside the reference count) might; this model does not show them.
 */
function inOneSection(actions: readonly Action[]): Action[] {
	const [first] = actions;
	return first === undefined
		? []
		: [{ ...first, effects: actions.flatMap((action) => action.effects) }];
}

/** Scheme actions as steps; `first` and `last` are added to the first and last of them. */
export function actionSteps(
	performer: Performer,
	actions: readonly Action[],
	first: readonly Part[] = [],
	last: readonly Effect[] = [],
): Statement[] {
	return actions.map((action, index) =>
		performer.world.kernel.step(
			action.references,
			...(index === 0 ? first : []),
			...action.effects,
			...(index === actions.length - 1 ? last : []),
		),
	);
}

/** Whether the entry lets the caller through: writable for a write, present for a read. */
export function allows(performer: Performer, page: Page, acquire: Acquire) {
	const pte = pteOf(performer.process, page);
	return acquire.write ? pte.state.is("writable") : isPresent(pte);
}

/** A read-only entry of a page that is not exclusive must be unshared before it is pinned (v5.19 and later). */
export function unshareNeeded(
	performer: Performer,
	page: Page,
	acquire: Acquire,
) {
	const { era } = performer.world;
	if (era.cowReuse !== "exclusive" || page.kind !== "anon") return null;
	if (acquire.kind !== "pin" || acquire.write) return null;
	const pte = pteOf(performer.process, page);
	return and(pte.state.is("read-only"), not(page.exclusive));
}

export function fault(performer: Performer, page: Page, acquire: Acquire) {
	return page.kind === "anon"
		? anonymousFault(performer, page, acquire.write ? "write" : "read")
		: sharedWriteFault(performer, page);
}

export function isRefused(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): boolean {
	const { scheme, fileSystem, era } = performer.world;
	const refuses =
		(scheme.refusesLongtermFileWrites ?? false) ||
		(era.refusesLongtermFileWrites && scheme.id === era.scheme);
	return (
		refuses &&
		acquire.kind === "pin" &&
		acquire.long &&
		acquire.write &&
		page.kind === "file" &&
		fileSystem.tracksDirty &&
		!fileSystem.inMemory
	);
}

export function held(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Effect[] {
	const { world } = performer;
	const several = candidates(world, page).length > 1;
	const remember = several
		? [performer.held(page).set(world.pages.indexOf(page))]
		: [];
	if (acquire.kind === "get") return remember;
	return [...remember, page.pins.add(1)];
}

/** Ghost: a pin has begun. */
export function begun(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Effect[] {
	return acquire.kind === "pin" && performer.world.monitors.watched.has("F14")
		? [page.pinning.add(1)]
		: [];
}
