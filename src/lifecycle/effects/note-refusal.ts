// The result of a call that was given pages becomes known.

import { type PathState, withHold } from "../paths/path-state.ts";
import { positive, signsOf, type Value, zero } from "../paths/value.ts";

/**
 * A function that fails has taken nothing over: once its result is known to be an error, the hold is this function's again.
 * Errs: may report a leak where the function releases what it is given when it fails.
 */
export function noteRefusal(
	state: PathState,
	result: string,
	after: Value,
): PathState {
	const refused =
		after.kind === "error-pointer" || (signsOf(after) & zero) === 0;
	let next = noteJoinedOrNot(noteTested(state, result), result, after, refused);
	if (refused)
		for (const hold of next.holds.values())
			if (hold.mapped === result)
				next = withHold(next, {
					...hold,
					mapped: null,
					keptTwice: hold.keptTwice && hold.status !== "stored",
					// A mapping that was not made keeps nothing: there is nothing to assume.
					passedTo: hold.passedTo?.token === result ? null : hold.passedTo,
				});
	if (!refused || signsOf(after) === positive) return next;
	for (const hold of next.holds.values()) {
		if (hold.passedTo?.result !== result || hold.passedTo.manner !== "given")
			continue;
		if (hold.status !== "held" && hold.status !== "stored") continue;
		if (hold.owners.size === 0) continue;
		next = withHold(next, {
			...hold,
			status: "held",
			passedTo: { ...hold.passedTo, manner: "refused" },
		});
	}
	return next;
}

/** What came to have the pages as well does not have them where the call has failed, and keeps them where it has not. */
function noteJoinedOrNot(
	state: PathState,
	result: string,
	value: Value,
	refused: boolean,
): PathState {
	const succeeded = value.kind === "constant" && value.value === 0;
	if (!refused && !succeeded) return state;
	let after = state;
	for (const hold of state.holds.values()) {
		const { joined } = hold;
		if (joined?.result !== result) continue;
		const owners = refused
			? new Set([...hold.owners].filter((name) => name !== joined.owner))
			: hold.owners;
		after = withHold(after, { ...hold, owners, joined: null });
	}
	return after;
}

/** What a function returned that was given pages has been looked at. */
function noteTested(state: PathState, token: string): PathState {
	let after = state;
	for (const hold of state.holds.values())
		if (hold.passedTo?.token === token && !hold.passedTo.tested)
			after = withHold(after, {
				...hold,
				passedTo: { ...hold.passedTo, tested: true },
			});
	return after;
}
