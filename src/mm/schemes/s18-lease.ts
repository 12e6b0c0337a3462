import { counter } from "#explore/language/cell.ts";
import { eq, gt } from "#explore/language/expression.ts";
import { marked, perPage } from "./marked.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S18: vaddr_pin_pages() hangs every pin on a file with a layout lease; truncate by anybody else fails while it is held. */
export const fileLease: Scheme = {
	id: "S18",
	name: "vaddr_pin_pages with a file lease",
	source: "Weiny 2019-08-09, Chinner [S16, S19, S20]",
	fate: "not merged",
	manner: "reference",
	footprint: { ...noFootprint, bytesPerPin: 48 },
	largestPins: null,
	suitablePolicy: "lease",
	holdsLease: true,
	track(setting) {
		const leases = perPage(setting, (page) =>
			counter(`${page.name} file_pin`, { least: -3, greatest: 7, initial: 0 }),
		);
		const tracked = marked(setting, {
			set: (page) => [leases(page).add(1)],
			clear: (page) => [
				...setting.monitors.report("F16", eq(leases(page), 0)),
				leases(page).sub(1),
			],
			isSet: (page, place) =>
				place === "truncate" ? gt(leases(page), 0) : null,
			atomics: 1,
			sharedLock: "flc_lock",
		});
		return { ...tracked, pinFast: tracked.pinSlow };
	},
};
