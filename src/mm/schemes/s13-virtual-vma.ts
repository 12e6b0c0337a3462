import { counter } from "#explore/language/cell.ts";
import { given } from "#explore/language/effect.ts";
import { eq, gt } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S13: every pin inserts a VMA of its own in the interval tree of the inode. Anonymous pages have no such tree. */
export const virtualVma: Scheme = {
	id: "S13",
	name: "virtual VMA in the inode",
	source: "Kara 2018-06-19 and 2018-06-20 [S02]",
	fate: "idea only",
	manner: "reference",
	footprint: { ...noFootprint, bytesPerPin: 200 },
	largestPins: null,
	suitablePolicy: "bounce-truncate-wait",
	track(setting) {
		const ranges = perPage(setting, (page) =>
			counter(`${page.name} virtual VMAs`, { greatest: 7 }),
		);
		return marked(setting, {
			set: (page) => (page.kind === "anon" ? [] : [ranges(page).add(1)]),
			clear: (page) =>
				page.kind === "anon"
					? []
					: [
							...setting.monitors.report("F16", eq(ranges(page), 0)),
							given(gt(ranges(page), 0), [ranges(page).sub(1)]),
						],
			isSet: (page) => (page.kind === "anon" ? null : gt(ranges(page), 0)),
			atomics: 1,
			sharedLock: "i_mmap_rwsem",
		});
	},
};
