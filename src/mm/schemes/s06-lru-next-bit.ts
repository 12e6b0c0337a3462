import { oneBit } from "./one-bit.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S6: bit 1 of lru.next, which a list head aligned to 4 bytes leaves free. */
export const lruNextBit: Scheme = {
	id: "S6",
	name: "bit 1 of page->lru.next",
	source: "Wilcox 2018-12-08, option 2 [S04]",
	fate: "not done: m68k aligns list heads to 2 bytes",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 1,
	suitablePolicy: "bounce",
	track: (setting) => oneBit(setting, "pinned bit in lru.next"),
};
