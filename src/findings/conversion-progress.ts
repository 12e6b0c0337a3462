// How far trees have come from get_user_pages() to pin_user_pages(): what `pinfold progress --format json` prints (schema 1).

import type { Site } from "./site.ts";

/**
 * Where a site stands; src/convert/progress/state-of-site.ts decides.
 * pin: held by a pin · put_user_page: held by a plain reference that a put_user_page*() drops, the half-way house of 5.2
 * to 5.5 · missed: held by a plain reference although the contents are touched (case 1, 2 or 5) · left: a plain
 * reference on purpose (case 3 with a notifier, or case 4) · open: what must be known to say is not · api: inside a call
 * of the catalogue, whose callers are the sites · none: takes no reference.
 */
export type SiteState =
	| "pin"
	| "put_user_page"
	| "missed"
	| "left"
	| "open"
	| "api"
	| "none";

/** In the order in which they are shown. */
export const siteStates: readonly SiteState[] = [
	"pin",
	"put_user_page",
	"missed",
	"left",
	"open",
	"api",
	"none",
];

/** Definitions as they are printed. */
export const stateMeanings: Readonly<Record<SiteState, string>> = {
	pin: "held by a pin: pin_user_pages*() or an extraction from an iterator",
	put_user_page:
		"held by a plain reference that put_user_page*() drops (5.2 to 5.5)",
	missed:
		"held by a plain reference although the contents are touched: case 2, case 5, or case 1 with the device in sight",
	left: "a plain reference on purpose: case 3 with an MMU notifier in sight, or case 4",
	open: "a plain reference, and nobody in sight who writes to the contents or hands them to a device: case not known or none",
	api: "inside a call of the catalogue that leaves the hold with its callers",
	none: "takes no reference: only faults pages in",
};

export interface StatedSite {
	readonly site: Site;
	readonly state: SiteState;
	/** One clause, no capital, no full stop. */
	readonly reason: string;
	/** `drivers/infiniband`; see subsystemOf(). */
	readonly subsystem: string;
}

export type StateCounts = Readonly<Record<SiteState, number>>;

export interface SubsystemProgress {
	readonly name: string;
	readonly counts: StateCounts;
}

export interface TreeProgress {
	/** The release; with the path where two trees have the same. */
	readonly label: string;
	/** As typed. */
	readonly path: string;
	readonly kernel: string;
	/** Whether the kernel was read from the tree; else it was given, or taken to be the newest. */
	readonly kernelFrom: "tree" | "option" | "newest";
	readonly counts: StateCounts;
	/** Sorted by name; those with a site. */
	readonly subsystems: readonly SubsystemProgress[];
	/** Sorted by place. */
	readonly sites: readonly StatedSite[];
	/** Files that were not looked at, by the reason in words. */
	readonly skipped: Readonly<Record<string, number>>;
}

export interface ProgressResult {
	readonly schema: 1;
	readonly tool: { readonly name: "pinfold"; readonly version: string };
	/** In the order in which they were named. */
	readonly trees: readonly TreeProgress[];
}

export function emptyCounts(): Record<SiteState, number> {
	return {
		pin: 0,
		put_user_page: 0,
		missed: 0,
		left: 0,
		open: 0,
		api: 0,
		none: 0,
	};
}

/** Sites that must be pins in the end: those that are, those half way, those missed. */
export function dueSites(counts: StateCounts): number {
	return counts.pin + counts.put_user_page + counts.missed;
}
