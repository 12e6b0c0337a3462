// PF302: set_page_dirty() or folio_mark_dirty() on a user page whose lock is not held.
//
// Silent where the page lock may be held on some path to the call, or at some call of the function in the file, and in
// other files that let none of these pages go: what they mark may be pages of other makers in objects of the same type.
// Possible where a comment of the function speaks of the lock.

import { mayHoldPageLock } from "#lifecycle/context/page-locks.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { DirtyCall } from "#lifecycle/graph/hold-graph.ts";
import { isSameFile, isSeed } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";
import { type UserDirty, userDirtiesOf } from "./user-dirties.ts";

export const checkDirtiedUnlocked: Check = (input) => {
	return userDirtiesOf(input)
		.filter(
			({ site, dirty }) =>
				dirty.entry.role === "dirty" &&
				dirty.entry.locking === "caller" &&
				isInTheirFile(input, site, dirty) &&
				!mayHoldPageLock(input.unit.unit, dirty.model, dirty.call.start),
		)
		.map((found) => report(input, found));
};

function report(
	input: CheckInput,
	{ site, dirty, assumed }: UserDirty,
): DraftFinding {
	const locking = dirty.name.startsWith("folio")
		? "folio_lock() around it"
		: "set_page_dirty_lock()";
	return draftFinding({
		code: "PF302",
		confidence: speaksOfLock(input, dirty)
			? "possible"
			: site.acquire.model === dirty.model
				? "certain"
				: "likely",
		model: dirty.model,
		at: dirty.call.start,
		message: `${dirty.name}() on a page ${assumed || dirty.model !== site.acquire.model ? "taken to be " : ""}from ${site.acquire.name}() without the page lock: truncate may take the page out of its file meanwhile; use ${locking}, or ${adviceFor(input, site, { writes: true }).replace(/^use /, "")}`,
		notes: [{ at: site.acquire.call.start, message: "acquired here" }],
		acquire: site.acquire.call.start,
	});
}

/** The file of the site, or one that lets its pages go. */
function isInTheirFile(
	{ unit: { unit } }: CheckInput,
	{ releases, mismatched }: FollowedSite,
	{ call }: DirtyCall,
): boolean {
	return (
		isSeed(unit, call) ||
		[...releases, ...mismatched].some((release) =>
			isSameFile(unit, release.call, call),
		)
	);
}

/** A comment in the function says why the page lock is not taken, or who has it. */
function speaksOfLock(input: CheckInput, { model }: DirtyCall): boolean {
	const { original, text } = input.unit.unit.view;
	const { start, end } = model.syntax;
	const phrase = /page[_ ]?lock/i;
	return (
		phrase.test(original.slice(start, end)) &&
		!phrase.test(text.slice(start, end))
	);
}
