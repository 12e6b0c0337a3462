import { untracked } from "./plain-reference.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S19: direct I/O holds the page lock from pin to release. */
export const pageLock: Scheme = {
	id: "S19",
	name: "page lock over direct I/O",
	source: "Viro, quoted by Kara 2018-06-20 [S02]",
	fate: "only page by page, as the CASE 5 pattern [S35]",
	manner: "page-lock",
	footprint: noFootprint,
	largestPins: 1,
	suitablePolicy: "none",
	track: untracked,
};
