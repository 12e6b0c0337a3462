import { bit } from "#explore/language/cell.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S9: a bit of page->_last_cpupid, which page_cpupid_xchg_last() overwrites as a whole. */
export const lastCpupid: Scheme = {
	id: "S9",
	name: "a bit of _last_cpupid",
	source: "Wilcox 2018-12-08, option 5 [S04]",
	fate: "not done",
	manner: "reference",
	footprint: { ...noFootprint, cpupidBits: 1 },
	largestPins: 1,
	suitablePolicy: "bounce",
	track(setting) {
		const flag = perPage(setting, (page) =>
			bit(`${page.name}._last_cpupid pinned`),
		);
		return {
			...marked(setting, {
				set: (page) => [flag(page).set(1)],
				clear: (page) => [flag(page).set(0)],
				isSet: (page) => flag(page).is(1),
				atomics: 1,
			}),
			onNumaHint: (page) => [flag(page).set(0)],
		};
	},
};
