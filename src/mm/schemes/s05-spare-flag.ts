import { oneBit } from "./one-bit.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S5: a bit of page->flags. */
export const spareFlag: Scheme = {
	id: "S5",
	name: "one spare bit of page->flags",
	source: "Wilcox 2018-12-08, option 1 [S04]",
	fate: "not done",
	manner: "reference",
	footprint: { ...noFootprint, flags64: 1, flags32: 1 },
	largestPins: 1,
	suitablePolicy: "bounce",
	track: (setting) => oneBit(setting, "pinned bit in flags"),
};
