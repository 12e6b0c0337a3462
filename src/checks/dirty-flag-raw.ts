// PF303: SetPageDirty() and its like on a user page: a bit is set and nobody is told.
//
// Under the page lock code may know that the page belongs to no file: possible.

import { mayHoldPageLock } from "#lifecycle/context/page-locks.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";
import { type UserDirty, userDirtiesOf } from "./user-dirties.ts";

export const checkDirtyFlagRaw: Check = (input) => {
	return userDirtiesOf(input)
		.filter(
			({ dirty }) =>
				dirty.entry.role === "dirty" && dirty.entry.locking === "raw",
		)
		.map((found) => report(input, found));
};

function report(
	input: CheckInput,
	{ site, dirty, assumed }: UserDirty,
): DraftFinding {
	return draftFinding({
		code: "PF303",
		confidence: mayHoldPageLock(input.unit.unit, dirty.model, dirty.call.start)
			? "possible"
			: site.acquire.model === dirty.model
				? "certain"
				: "likely",
		model: dirty.model,
		at: dirty.call.start,
		message: `${dirty.name}() sets the flag of a page ${assumed || dirty.model !== site.acquire.model ? "taken to be " : ""}from ${site.acquire.name}() and tells neither the file system nor writeback; ${adviceFor(input, site, { writes: true })}`,
		notes: [{ at: site.acquire.call.start, message: "acquired here" }],
		acquire: site.acquire.call.start,
	});
}
