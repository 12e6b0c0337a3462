import { counter } from "#explore/language/cell.ts";
import { given } from "#explore/language/effect.ts";
import { eq, gt, not } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/**
 * S12: the counter lives with (mapping, index), so pinning reads page->mapping. On the fast path nothing keeps the
 * mapping in place: the count of a page that has just been taken away is lost.
 */
export const perMapping: Scheme = {
	id: "S12",
	name: "counter per mapping and index",
	source: "Hubbard 2018-12-13 [S13]",
	fate: "dropped: GUP-fast is not safe",
	manner: "reference",
	footprint: { ...noFootprint, bytesPerPin: 16 },
	largestPins: 2 ** 31 - 1,
	suitablePolicy: "bounce",
	track(setting) {
		const count = perPage(setting, (page) =>
			counter(`${page.name} pins at (mapping, index)`, {
				least: -3,
				greatest: 7,
				initial: 0,
			}),
		);
		return {
			...marked(setting, {
				set: (page) => [
					...setting.monitors.report("F15", not(page.attached)),
					given(page.attached, [count(page).add(1)]),
				],
				clear: (page) => [
					given(page.attached, [
						...setting.monitors.report("F16", eq(count(page), 0)),
						count(page).sub(1),
					]),
				],
				isSet: (page) => gt(count(page), 0),
				atomics: 1,
			}),
			onDetach: (page) => [count(page).set(0)],
		};
	},
};
