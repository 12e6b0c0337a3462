import { biased } from "./bias.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S15: S14 for order-0 pages, an exact count in a tail page for large folios. */
export const exactPincount: Scheme = {
	id: "S15",
	name: "exact pincount of large folios",
	source: "Hubbard 2020-01-28 [S23]",
	fate: "merged in v5.7",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 2 ** 21,
	suitablePolicy: "v6.12",
	track: (setting) => biased(setting, true),
};
