import { counter } from "#explore/language/cell.ts";
import { eq, gt } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/**
 * S11: GUP raises _mapcount too; a walk of the reverse mappings counts PTEs, and what is above them are pins. The walk
 * is one step here: a walk that races with mapping and unmapping may miss pins, this model does not.
 */
export const raisedMapcount: Scheme = {
	id: "S11",
	name: "GUP raises _mapcount",
	source: "Glisse 2018-12 [S13]",
	fate: "dropped for the bias",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 2 ** 31 - 1,
	suitablePolicy: "bounce",
	track(setting) {
		const extra = perPage(setting, (page) =>
			counter(`${page.name}._mapcount above PTEs`, {
				least: -3,
				greatest: 7,
				initial: 0,
			}),
		);
		return {
			...marked(setting, {
				set: (page) => [extra(page).add(1)],
				clear: (page) => [
					...setting.monitors.report("F16", eq(extra(page), 0)),
					extra(page).sub(1),
				],
				isSet: (page) => gt(extra(page), 0),
				atomics: 1,
			}),
			keepsMapped: (page) => gt(extra(page), 0),
		};
	},
};
