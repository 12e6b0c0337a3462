import { marked } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S21: the VMA remembers that something in it was pinned; fork copies it. Nothing else asks. */
export const vmNoCow: Scheme = {
	id: "S21",
	name: "VM_NOCOW per VMA",
	source: "Wilcox 2023-01-20 [S32]",
	fate: "no",
	manner: "reference",
	footprint: noFootprint,
	largestPins: null,
	suitablePolicy: "fork-copy",
	track(setting) {
		return {
			...marked(setting, {
				set: (_page, _request, process) => [process.noCow.set(1)],
				clear: () => [],
				isSet: (_page, place) => {
					const [parent] = setting.processes;
					return place === "fork" && parent !== undefined
						? parent.noCow.is(1)
						: null;
				},
				atomics: 1,
				atomicsToClear: 0,
			}),
		};
	},
};
