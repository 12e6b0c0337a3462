import { given } from "#explore/language/effect.ts";
import { gt, or } from "#explore/language/expression.ts";
import { pteOf } from "../world/process.ts";
import { marked } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S20: a software bit in the page table entry; it goes where the entry goes. */
export const pteBit: Scheme = {
	id: "S20",
	name: "pinned bit in the PTE",
	source: "Lameter 2018-07-05 [S11]",
	fate: "no: lost at munmap",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 1,
	suitablePolicy: "bounce-unmap-refuse",
	track(setting) {
		return {
			...marked(setting, {
				set: (page, _request, process) => [pteOf(process, page).pinned.add(1)],
				clear: (page, _request, process) => {
					const { pinned } = pteOf(process, page);
					return [given(gt(pinned, 0), [pinned.sub(1)])];
				},
				isSet: (page) =>
					or(
						false,
						...setting.processes.map((process) =>
							gt(pteOf(process, page).pinned, 0),
						),
					),
				atomics: 1,
			}),
			onUnmap: (page, process) => [pteOf(process, page).pinned.set(0)],
		};
	},
};
