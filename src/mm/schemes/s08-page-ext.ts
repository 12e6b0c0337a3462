import { oneBit } from "./one-bit.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S8: a bit of page->flags on 64-bit, of page_ext->flags on 32-bit. */
export const pageExt: Scheme = {
	id: "S8",
	name: "flags on 64-bit, page_ext on 32-bit",
	source: "Wilcox 2018-12-08, option 4 [S04]",
	fate: "not done",
	manner: "reference",
	footprint: { ...noFootprint, flags64: 1, bytes32: 4 },
	largestPins: 1,
	suitablePolicy: "bounce",
	track: (setting) => oneBit(setting, "pinned bit in flags or page_ext"),
};
