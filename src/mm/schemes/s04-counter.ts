import { counter } from "#explore/language/cell.ts";
import { eq, gt } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S4: a field of its own, page->_dma_pinned_count. */
export const ownCounter: Scheme = {
	id: "S4",
	name: "field _dma_pinned_count",
	source: "Hubbard 2018-12-07; Wilcox 2018-12-08 rejects the size [S04]",
	fate: "rejected",
	manner: "reference",
	footprint: { ...noFootprint, bytes64: 4, bytes32: 4 },
	largestPins: 2 ** 31 - 1,
	suitablePolicy: "bounce",
	track(setting) {
		const count = perPage(setting, (page) =>
			counter(`${page.name}._dma_pinned_count`, {
				least: -3,
				greatest: 7,
				initial: 0,
			}),
		);
		return marked(setting, {
			set: (page) => [count(page).add(1)],
			clear: (page) => [
				...setting.monitors.report("F16", eq(count(page), 0)),
				count(page).sub(1),
			],
			isSet: (page) => gt(count(page), 0),
			atomics: 1,
		});
	},
};
