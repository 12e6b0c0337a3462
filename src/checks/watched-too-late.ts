// PF606: pages are in hand already when the range of memory they come from begins to be watched by an mmu notifier.
//
// Reports the call that registers an interval notifier, in a function that has the pages of a site, where nothing of the
// unit asks whether the range was invalidated in between: who asks can take the pages before or after. Errs: misses
// notifiers of a whole memory map, which may have been registered long before.

import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { callIndexOf, type IndexedCall } from "#lifecycle/unit/call-index.ts";
import { indexOf } from "#lifecycle/unit/unit-index.ts";
import type { Check, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

const registering = /^mmu_interval_notifier_insert(_locked)?$/;

export const checkWatchedTooLate: Check = (input) => {
	const { unit } = input.unit;
	const asks = indexOf(input.unit).notifierUses.some(
		({ name, shows }) => shows === "retry" && name.endsWith("_retry"),
	);
	if (asks) return [];
	return callIndexOf(unit)
		.all.filter(({ name }) => registering.test(name))
		.flatMap((watching) => {
			const site = input.sites.find((one) => hasPages(one, watching));
			return site === undefined ? [] : [report(site, watching)];
		});
};

/** The function has the pages before it registers: it is given them, or reads them from an object. */
function hasPages(
	{ acquire, reach }: FollowedSite,
	{ model, call }: IndexedCall,
): boolean {
	if (acquire.holdsNothing) return false;
	if (acquire.model === model) return acquire.call.start < call.start;
	const own = `v:${model.key}:`;
	return [...reach.places].some((place) => place.startsWith(own));
}

function report(
	{ acquire }: FollowedSite,
	{ model, call, name }: IndexedCall,
): DraftFinding {
	return draftFinding({
		code: "PF606",
		confidence: "likely",
		model,
		at: call.start,
		message: `${name}() comes after ${acquire.name}() has taken what are taken to be pages of the same range, and nothing asks with mmu_interval_read_retry() whether the range was invalidated in between: that it was is told to nobody; register first, take the pages then, and ask before they are used`,
		notes: [{ at: acquire.call.start, message: "the pages are taken here" }],
		acquire: acquire.call.start,
	});
}
