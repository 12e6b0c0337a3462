import { untracked } from "./plain-reference.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S16: the device maps the page without a pin and stops whenever an mmu notifier takes the page table entry away. */
export const mmuNotifier: Scheme = {
	id: "S16",
	name: "mmu notifier only",
	source: "Glisse 2018-09-28 [S03], Chinner quoted in [S17c]",
	fate: "case 3 of pin_user_pages.rst; needs hardware that can fault",
	manner: "notifier",
	footprint: { ...noFootprint, bytesPerPin: 64 },
	largestPins: null,
	suitablePolicy: "none",
	track: untracked,
};
