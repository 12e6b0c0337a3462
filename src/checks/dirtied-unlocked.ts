// PF302: set_page_dirty() or folio_mark_dirty() on a user page whose lock is not held.
//
// Silent where the page lock may be held on some path to the call, or at some call of the function in the file.

import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { DirtyCall } from "#lifecycle/hold-graph.ts";
import { mayHoldPageLock } from "#lifecycle/page-locks.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";

export const checkDirtiedUnlocked: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites)
		for (const dirty of site.dirties)
			if (
				dirty.entry.role === "dirty" &&
				dirty.entry.locking === "caller" &&
				!found.has(dirty.call.start) &&
				!mayHoldPageLock(input.unit.unit, dirty.model, dirty.call.start)
			)
				found.set(dirty.call.start, report(input, site, dirty));
	return [...found.values()];
};

function report(
	input: CheckInput,
	site: FollowedSite,
	dirty: DirtyCall,
): DraftFinding {
	const locking = dirty.name.startsWith("folio")
		? "folio_lock() around it"
		: "set_page_dirty_lock()";
	return draftFinding({
		code: "PF302",
		confidence: site.acquire.model === dirty.model ? "certain" : "likely",
		model: dirty.model,
		at: dirty.call.start,
		message: `${dirty.name}() on a page from ${site.acquire.name}() without the page lock: truncate may take the page out of its file meanwhile; use ${locking}, or ${adviceFor(input, site, { writes: true }).replace(/^use /, "")}`,
		notes: [{ at: site.acquire.call.start, message: "acquired here" }],
		acquire: site.acquire.call.start,
	});
}
