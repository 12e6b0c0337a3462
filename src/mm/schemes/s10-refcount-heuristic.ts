import { either, gt, plus } from "#explore/language/expression.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { untracked } from "./plain-reference.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S10: more references than mappings, page cache and buffers explain. Nothing is recorded; the test is made when asked. */
export const refcountHeuristic: Scheme = {
	id: "S10",
	name: "refcount against mapcount",
	source: "Glisse 2018-09-28 [S03]",
	fate: "lives on in pageout(), mapping_evict_folio() and migration",
	manner: "reference",
	footprint: noFootprint,
	largestPins: null,
	suitablePolicy: "release-before-strip",
	track(setting) {
		return {
			...untracked(setting),
			isPinned(page, _place, held) {
				const mappings = setting.processes.map((process) =>
					either(isPresent(pteOf(process, page)), 1, 0),
				);
				const explained = [
					either(page.attached, 1, 0),
					either(page.buffers, 1, 0),
					...mappings,
				];
				return gt(
					page.refcount,
					explained.reduce((sum, one) => plus(sum, one), plus(held, 0)),
				);
			},
		};
	},
};
