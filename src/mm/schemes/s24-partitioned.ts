import { counter } from "#explore/language/cell.ts";
import { given } from "#explore/language/effect.ts";
import { and, eq, gt, lt } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S24: part of _refcount counts readers, part writers; 15 of each, then it sticks. */
export const partitioned: Scheme = {
	id: "S24",
	name: "partitioned refcount (GUP-R, GUP-RW, rest)",
	source: "Hildenbrand 2020-12 [S42]",
	fate: "no",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 15,
	suitablePolicy: "bounce",
	track(setting) {
		const count = perPage(setting, (page) =>
			counter(`${page.name}._refcount GUP-RW`, { greatest: 15 }),
		);
		return marked(setting, {
			set: (page) => [given(lt(count(page), 15), [count(page).add(1)])],
			clear: (page) => [
				...setting.monitors.report("F16", eq(count(page), 0)),
				given(and(gt(count(page), 0), lt(count(page), 15)), [
					count(page).sub(1),
				]),
			],
			isSet: (page) => gt(count(page), 0),
			// One addition takes the reference and counts it.
			atomics: 0,
		});
	},
};
