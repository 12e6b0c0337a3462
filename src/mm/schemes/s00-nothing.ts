import { untracked } from "./plain-reference.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S0: get_user_pages() takes a reference like any other. */
export const nothing: Scheme = {
	id: "S0",
	name: "nothing",
	source: "status quo until v5.6; Kara 2018-01-03 [S06]",
	fate: "until v5.6",
	manner: "reference",
	footprint: noFootprint,
	largestPins: null,
	suitablePolicy: "none",
	track: untracked,
};
