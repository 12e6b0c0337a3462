// Schemes that take a plain reference and, besides, keep a mark of their own per page.

import type { Effect } from "#explore/language/effect.ts";
import type { Expression } from "#explore/language/expression.ts";
import type { Page } from "../world/page.ts";
import type { Process } from "../world/process.ts";
import {
	getFast,
	getSlow,
	markFast,
	markSlow,
	put,
	unmark,
} from "./plain-reference.ts";
import type { PinRequest, Place, SchemeSetting, Tracking } from "./scheme.ts";

/** The mark: what sets and clears it, and how it is read. */
export interface Mark {
	set(page: Page, request: PinRequest, process: Process): Effect[];
	clear(page: Page, request: PinRequest, process: Process): Effect[];
	isSet(page: Page, place: Place): Expression | null;
	/** Atomic operations to set it. */
	atomics: number;
	/** Atomic operations to clear it; as many as to set it unless told otherwise. */
	atomicsToClear?: number;
	sharedLock?: string;
}

/** Reference first, mark second, both before the PTE is read again; the mark goes before the reference. */
export function marked(setting: SchemeSetting, mark: Mark): Tracking {
	const shared =
		mark.sharedLock === undefined ? {} : { sharedLock: mark.sharedLock };
	return {
		pinSlow: (page, request, process) => [
			getSlow(page),
			{
				references: markSlow,
				effects: mark.set(page, request, process),
				atomics: mark.atomics,
				...shared,
			},
		],
		pinFast: (page, request, process) => [
			getFast(page),
			{
				references: markFast,
				effects: mark.set(page, request, process),
				atomics: mark.atomics,
				...shared,
			},
		],
		unpin: (page, request, process) => [
			{
				references: unmark,
				effects: mark.clear(page, request, process),
				atomics: mark.atomicsToClear ?? mark.atomics,
				...shared,
			},
			put(page, setting),
		],
		isPinned: (page, place) => mark.isSet(page, place),
	};
}

/** One cell of state per page. */
export function perPage<State>(
	setting: SchemeSetting,
	make: (page: Page) => State,
): (page: Page) => State {
	const states = new Map(setting.pages.map((page) => [page, make(page)]));
	return (page) => {
		const state = states.get(page);
		if (state === undefined)
			throw new Error(`${page.name} is not a page of this scenario`);
		return state;
	};
}
