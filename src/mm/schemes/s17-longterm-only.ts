import { counter } from "#explore/language/cell.ts";
import { eq, gt } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S17: only FOLL_LONGTERM pins are tracked; direct I/O is not. */
export const longtermOnly: Scheme = {
	id: "S17",
	name: "track only FOLL_LONGTERM",
	source: "Hocko and Babka ask, 2019-08-09 [S05]; Kara: no",
	fate: "rejected",
	manner: "reference",
	footprint: { ...noFootprint, bytes64: 4, bytes32: 4 },
	largestPins: 2 ** 31 - 1,
	suitablePolicy: "bounce",
	track(setting) {
		const count = perPage(setting, (page) =>
			counter(`${page.name} long-term pins`, {
				least: -3,
				greatest: 7,
				initial: 0,
			}),
		);
		const tracked = marked(setting, {
			set: (page) => [count(page).add(1)],
			clear: (page) => [
				...setting.monitors.report("F16", eq(count(page), 0)),
				count(page).sub(1),
			],
			isSet: (page) => gt(count(page), 0),
			atomics: 1,
		});
		const withoutMark = <A>(actions: A[], keep: "first" | "last"): A[] =>
			keep === "first" ? actions.slice(0, 1) : actions.slice(-1);
		return {
			...tracked,
			pinSlow: (page, request, process) => {
				const actions = tracked.pinSlow(page, request, process);
				return request.long ? actions : withoutMark(actions, "first");
			},
			pinFast: (page, request, process) => {
				const actions = tracked.pinFast(page, request, process);
				return request.long ? actions : withoutMark(actions, "first");
			},
			unpin: (page, request, process) => {
				const actions = tracked.unpin(page, request, process);
				return request.long ? actions : withoutMark(actions, "last");
			},
		};
	},
};
