// Where a site stands between get_user_pages() and pin_user_pages().
//
// Source   Documentation/core-api/pin_user_pages.rst, cases 1 to 5 (v6.12): cases 1, 2 and 5 want FOLL_PIN, 3 and 4 do not
// Differs  a site counts as missed only where who touches the contents is in sight, and as left only where it is in sight
//          that nobody does; in sight are its file and those that its holds lead to. Pages that go further are open, though
//          most of them are direct I/O: may count too few as missed or left, never too many because of what is not read.

import type { KernelVersion } from "#catalog/entry.ts";
import { isAcquireIn } from "#catalog/is-acquire-in.ts";
import type { SiteState } from "#findings/conversion-progress.ts";
import type { Site } from "#findings/site.ts";

export interface JudgedState {
	readonly state: SiteState;
	/** One clause, no capital, no full stop. */
	readonly reason: string;
}

/** The first that holds, in this order. */
export function stateOfSite(site: Site, kernel: KernelVersion): JudgedState {
	const { kind } = site;
	if (kind === "none") return { state: "none", reason: "takes no reference" };
	if (isAcquireIn(site.function, kernel))
		return {
			state: "api",
			reason: `${site.function}() leaves the hold with its callers`,
		};
	if (kind === "pin") return { state: "pin", reason: "held by a pin" };
	if (kind === "extract")
		return {
			state: "pin",
			reason: "pinned where the iterator is of user memory",
		};
	const halfWay = site.releases.find(({ api }) =>
		api.startsWith("put_user_page"),
	);
	return halfWay === undefined
		? stateOfGet(site)
		: {
				state: "put_user_page",
				reason: `a plain reference that ${halfWay.api}() drops`,
			};
}

/** A plain reference that an ordinary call drops. */
function stateOfGet(site: Site): JudgedState {
	const shown = site.caseEvidence[0]?.text;
	const named = `case ${site.case}${shown === undefined ? "" : `, ${shown}`}`;
	switch (site.case) {
		case 2:
		case 5:
			return { state: "missed", reason: named };
		case 1:
			return site.access.startsWith("dev")
				? { state: "missed", reason: named }
				: {
						state: "open",
						reason: "handed on, and nothing in sight shows what for",
					};
		case 3:
			return site.caseEvidence.some(isNotifier)
				? { state: "left", reason: named }
				: { state: "open", reason: "a guest's, with no notifier in sight" };
		case 4:
			return staysInSight(site)
				? { state: "left", reason: named }
				: {
						state: "open",
						reason:
							"nothing in sight touches the contents, but the pages leave it",
					};
		case 0:
			return {
				state: "open",
				reason: "the CPU only reads the contents, which no case is about",
			};
	}
}

/** The words of lifecycle/use/classify-site.ts for the other kind of evidence of case 3. */
function isNotifier({ text }: { readonly text: string }): boolean {
	return !text.startsWith("mapped into a guest");
}

/** The hold ends in sight, and was kept nowhere in between. */
function staysInSight(site: Site): boolean {
	return site.releases.length > 0 && site.ownership.length === 0;
}
