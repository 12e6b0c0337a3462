import { and, or } from "#explore/language/expression.ts";
import { biased } from "./bias.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S23: S15, and fork looks at pins only in an mm that has ever pinned. */
export const mmHasPinned: Scheme = {
	id: "S23",
	name: "MMF_HAS_PINNED gate",
	source: "Gunthorpe and Xu 2020-09 [S27]",
	fate: "merged",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 2 ** 21,
	suitablePolicy: "v6.12",
	gatedByMm: true,
	track(setting) {
		const tracking = biased(setting, true);
		return {
			...tracking,
			isPinned(page, place, held) {
				const pinned = tracking.isPinned(page, place, held);
				if (place !== "fork" || pinned === null) return pinned;
				return and(
					or(false, ...setting.processes.map((one) => one.hasPinned)),
					pinned,
				);
			},
		};
	},
};
