import { counter } from "#explore/language/cell.ts";
import { given } from "#explore/language/effect.ts";
import { and, eq, gt, or } from "#explore/language/expression.ts";
import type { References } from "../kernel/reference.ts";
import { marked, perPage } from "./marked.ts";
import {
	getFast,
	getSlow,
	markFast,
	markSlow,
	put,
	unmark,
} from "./plain-reference.ts";
import { type Action, noFootprint, type Scheme } from "./scheme.ts";

const relist: References = unmark;

/**
 * S3: a pinned page is taken off its LRU list and page->lru holds a flag and a count. A page that somebody else has
 * isolated cannot be marked: that pin stays unseen.
 */
export const lruOverlay: Scheme = {
	id: "S3",
	name: "flag and count in page->lru",
	source: "Wilcox 2018-06-19 [S08], Hubbard 2018-07 [S10]",
	fate: "reviewed, shelved for S1 first",
	manner: "reference",
	footprint: noFootprint,
	largestPins: null,
	suitablePolicy: "bounce",
	track(setting) {
		const count = perPage(setting, (page) =>
			counter(`${page.name}.lru count`, { greatest: 7 }),
		);
		const take = (page: Parameters<typeof count>[0]) => [
			given(or(page.onLru, gt(count(page), 0)), [
				page.onLru.set(0),
				count(page).add(1),
			]),
		];
		const mark = (
			page: Parameters<typeof count>[0],
			references: References,
		): Action => ({
			references,
			effects: take(page),
			atomics: 2,
			sharedLock: "lru_lock",
		});
		return {
			...marked(setting, {
				set: take,
				clear: (page) => [
					given(gt(count(page), 0), [
						count(page).sub(1),
						given(eq(count(page), 0), [page.onLru.set(1)]),
					]),
				],
				isSet: (page) => gt(count(page), 0),
				atomics: 2,
				sharedLock: "lru_lock",
			}),
			pinSlow: (page) => [getSlow(page), mark(page, markSlow)],
			pinFast: (page) => [getFast(page), mark(page, markFast)],
			unpin: (page) => [
				{
					references: relist,
					effects: [
						// The special put on a page that is not marked takes a list pointer for a count.
						...setting.monitors.report(
							"F16",
							and(eq(count(page), 0), page.onLru),
						),
						given(gt(count(page), 0), [
							count(page).sub(1),
							given(eq(count(page), 0), [page.onLru.set(1)]),
						]),
					],
					atomics: 2,
					sharedLock: "lru_lock",
				},
				put(page, setting),
			],
		};
	},
};
