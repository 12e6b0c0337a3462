// What is wrong with a release at the moment it happens on a path: released before, never taken, or the wrong number.

import type { ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { isMatching } from "../graph/matching.ts";
import { pathText } from "../place.ts";
import { arrayKey } from "./array-key.ts";
import { asksAsMuch, compareCount, mayBeUnfilled } from "./compare-count.ts";
import { judgeNotCalled } from "./judge-not-called.ts";
import type { Observation } from "./observation.ts";
import { type PathState, withHold } from "./path-state.ts";
import type { Read } from "./read.ts";
import {
	addsHolds,
	addsHoldToField,
	isOnePage,
	spend,
	spentBefore,
} from "./spent-entries.ts";
import { isStale, writesAhead } from "./stale-entries.ts";
import {
	constant,
	identityKey,
	negative,
	signsOf,
	symbol,
	truthOf,
	type Value,
	zero,
} from "./value.ts";

/** What an expression is worth on this path; side effects are left out. */

/** Observes what is wrong, and notes that the entries are gone. */
export function judgeRelease(
	context: FunctionContext,
	extent: ReleaseExtent,
	state: PathState,
	read: Read,
	observe: (observation: Observation) => void,
): PathState {
	if (extent.guards.some((guard) => truthOf(read(guard, state)) === false))
		return state;
	const open = extent.guards.some(
		(guard) => truthOf(read(guard, state)) === null,
	);
	const array = arrayKey(context, state, extent.array);
	const count = countOf(extent, state, read);
	// Whether the helper gets as far as the release is not known: nothing is said of it.
	if (open || array === null || isNothing(count, extent)) return state;
	const again = spentBefore(extent, array, count, state, read);
	const sources = context.releasing.get(extent.call.start) ?? [];
	if (again !== null) {
		const mayHaveMore =
			addsHolds(context) ||
			(sources.length === 0 && isOnePage(extent)) ||
			addsHoldToField(context, extent);
		if (!mayHaveMore)
			observe({
				kind: "released-again",
				source: sources[0] ?? null,
				call: extent.call,
				earlier: again.at,
				state,
				at: extent.call.start,
			});
		return state;
	}
	let after = state;
	const begun = sources.filter((source) => state.holds.has(source.call.start));
	for (const source of begun)
		after = judgeHold(
			context,
			extent,
			source,
			array,
			count,
			after,
			read,
			observe,
		);
	if (begun.length === 0)
		judgeNotCalled(
			context,
			extent,
			sources,
			array,
			count,
			state,
			read,
			observe,
		);
	return spend(extent, array, count, after, read);
}

/** Number of entries from the first of the array on; one page counts as 1. */
function countOf(extent: ReleaseExtent, state: PathState, read: Read): Value {
	if (extent.count === null) return constant(1);
	const value = read(extent.count, state);
	if (extent.extra === 0) return value;
	return value.kind === "constant"
		? constant(value.value + extent.extra)
		: symbol(`${identityKey(value)}+${extent.extra}`);
}

function isNothing(count: Value, { count: written }: ReleaseExtent): boolean {
	if (written === null) return false;
	// A negative number is the matter of another observation.
	return (
		(signsOf(count) & ~(zero | negative)) === 0 || count.kind === "wrapped"
	);
}

function judgeHold(
	context: FunctionContext,
	extent: ReleaseExtent,
	source: HoldSource,
	array: string,
	count: Value,
	state: PathState,
	read: Read,
	observe: (observation: Observation) => void,
): PathState {
	const hold = state.holds.get(source.call.start);
	if (hold === undefined || hold.array !== array) return state;
	if (hold.status === "failed") {
		if (!asksAsMuch(count, hold)) return state;
		const unfilled = mayBeUnfilled(context, extent);
		const stale = unfilled
			? isStale(state, source, pathText(extent.array))
			: writesAhead(source);
		if (unfilled || stale) observe(neverHeld(extent, source, stale, state));
		return state;
	}
	if (!/^(held|stored|returned)$/.test(hold.status)) return state;
	observeFamily(context, extent, source, state, observe);
	const difference = compareCount(count, hold, extent, read, state);
	if (difference === null || difference === "equal") return state;
	if (difference === "fewer") {
		return withHold(state, { ...hold, shortAt: extent.call.start });
	}
	if (hold.measured && difference === "requested") return state;
	if (extent.skipsNull && !mayBeUnfilled(context, extent)) {
		if (difference === "requested" && writesAhead(source))
			observe(neverHeld(extent, source, true, state));
		return state;
	}
	observe({
		kind: "wrong-count",
		source,
		hold,
		call: extent.call,
		extent,
		difference,
		state,
		at: extent.call.start,
	});
	return state;
}

function neverHeld(
	extent: ReleaseExtent,
	source: HoldSource,
	stale: boolean,
	state: PathState,
): Observation {
	const { call } = extent;
	const at = call.start;
	return {
		kind: "never-held",
		source,
		call,
		extent,
		failed: true,
		stale,
		state,
		at,
	};
}

function observeFamily(
	context: FunctionContext,
	{ call }: ReleaseExtent,
	source: HoldSource,
	state: PathState,
	observe: (observation: Observation) => void,
): void {
	const { acquire } = source;
	if (acquire === null || acquire.entry.kind === "extract") return;
	const release = context.graph.releases.find((one) => one.call === call);
	if (release === undefined || isMatching(acquire, release)) return;
	// Dropping one reference beside the pin is right where the function took one.
	if (!release.entry.proper || addsHolds(context)) return;
	observe({
		kind: "other-family",
		source,
		call,
		release,
		state,
		at: call.start,
	});
}
