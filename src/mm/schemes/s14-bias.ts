import { biased } from "./bias.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S14: FOLL_PIN adds 1024 to _refcount. As merged, it looks at pins in reclaim, swap-out and fork, not in writeback. */
export const biasedRefcount: Scheme = {
	id: "S14",
	name: "refcount bias 1024 (FOLL_PIN)",
	source: "suggested by Kara and Glisse, Hubbard 2019-02-04 [S14, S24]",
	fate: "merged in v5.7",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 2 ** 21,
	suitablePolicy: "v6.12",
	track: (setting) => biased(setting, false),
};
