import { oneBit } from "./one-bit.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S7: bit 0 of lru.prev, after pgmap and hmm_data have changed places. */
export const lruPrevBit: Scheme = {
	id: "S7",
	name: "bit 0 of page->lru.prev",
	source: "Wilcox 2018-12-08, option 3 [S04]",
	fate: "not done",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 1,
	suitablePolicy: "bounce",
	track: (setting) => oneBit(setting, "pinned bit in lru.prev"),
};
