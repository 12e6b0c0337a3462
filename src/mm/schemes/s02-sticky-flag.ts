import { bit } from "#explore/language/cell.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S2: PG_dma_pinned, set by every GUP, cleared only when the page leaves the page cache; try_to_unmap() refuses. */
export const stickyFlag: Scheme = {
	id: "S2",
	name: "PG_dma_pinned, sticky",
	source: "Hubbard 2018-06-17, Kara 2018-06-19 [S08]",
	fate: "dropped within a week",
	manner: "reference",
	footprint: { ...noFootprint, flags64: 1, flags32: 1 },
	largestPins: null,
	suitablePolicy: "unmap-refuse",
	track(setting) {
		const flag = perPage(setting, (page) => bit(`${page.name}.PG_dma_pinned`));
		return {
			...marked(setting, {
				set: (page) => [flag(page).set(1)],
				clear: () => [],
				isSet: (page) => flag(page).is(1),
				atomics: 1,
				atomicsToClear: 0,
			}),
			onDetach: (page) => [flag(page).set(0)],
		};
	},
};
