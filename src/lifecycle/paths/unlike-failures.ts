// A failure that keeps what other ways out of the function let go.

import type { FunctionContext, HoldSource } from "../function-context.ts";
import { argumentWith } from "../roles.ts";
import { asksForOne } from "./asks-for-one.ts";
import { type End, isUnderWay } from "./end.ts";
import type { Observe } from "./observation.ts";
import type { HoldState, PathState } from "./path-state.ts";
import { isErrorValue, negative, type Value, zero } from "./value.ts";

/**
 * Where the function fails, it has released what it put into the object: on one path so, on another not. Also where
 * it frees the array in the object with the pages still in it, and where it keeps nothing when it succeeds.
 */
export function observeUnlikeFailures(
	context: FunctionContext,
	ends: readonly End[],
	observe: Observe,
): void {
	const fails = ({ value }: End): boolean =>
		(isErrorValue(value) && !isUnderWay(value)) || isNoSuccess(context, value);
	for (const end of ends) {
		const { node, source, hold, state } = end;
		if (hold.status !== "stored" || hold.fromEarlierRound) continue;
		if (!fails(end)) continue;
		const others = ends.filter((other) => other.source === source);
		const released = others.find(
			(other) =>
				fails(other) &&
				other.hold.status === "released" &&
				(other.hold.part === hold.part || hold.part === "partial") &&
				other.hold.array !== null &&
				other.hold.releasedStored &&
				isAsKnown(state, other.state) &&
				isWhole(context, source, other.hold.releasedAt),
		);
		const freed = hold.orphanedAt !== null && isOnlyIn(source, hold);
		const passing = isPassing(
			context,
			source,
			others.filter((other) => !fails(other)),
		);
		if (released === undefined && !freed && passing === null) continue;
		observe({
			kind: "lost-on-failure",
			source,
			hold,
			state,
			at: node.start,
			releasedAt: (released ?? passing)?.hold.releasedAt ?? null,
			unlike: released !== undefined ? "failure" : freed ? "freed" : "success",
		});
	}
}

/** Where it succeeds, the function always lets go of what it took, and no other function does. */
function isPassing(
	context: FunctionContext,
	{ places }: HoldSource,
	successes: readonly End[],
): End | null {
	const held = successes.filter(({ hold }) => hold.status !== "failed");
	if (held.some(({ hold }) => hold.status !== "released")) return null;
	const { graph, model } = context;
	const elsewhere = graph.releases.some(
		(release) =>
			release.model !== model &&
			release.places.some((place) => places.has(place)),
	);
	return elsewhere ? null : (held.find(({ state }) => !state.coarse) ?? null);
}

/** A release of all of it, not of one entry. */
function isWhole(
	context: FunctionContext,
	source: HoldSource,
	releasedAt: number | null,
): boolean {
	if (asksForOne(source)) return true;
	const { calls, loops } = context.extents;
	const extent =
		calls.get(releasedAt ?? -1) ??
		[...loops.values()].flat().find(({ call }) => call.start === releasedAt);
	return extent !== undefined && extent.index === null;
}

/** On this path the pages are only in the field that the acquire fills. */
function isOnlyIn({ acquire, call }: HoldSource, hold: HoldState): boolean {
	if (acquire === null || hold.keptTwice) return false;
	const argument = argumentWith("pages", acquire.roles, call.args);
	return argument?.kind === "member";
}

/** Not 0, in a function that returns 0 for success: the result of a call that failed. */
function isNoSuccess(context: FunctionContext, value: Value | null): boolean {
	if (value?.kind !== "symbol") return false;
	if ((value.signs & zero) !== 0 || (value.signs & negative) === 0)
		return false;
	return context.cfg.nodes.some(
		({ action }) =>
			action.kind === "return" &&
			action.value?.kind === "number" &&
			action.value.value === 0,
	);
}

/** Others know of no more memory of this function than on the other path: who knows the object may let its pages go. */
function isAsKnown(state: PathState, other: PathState): boolean {
	return [...state.published].every((name) => other.published.has(name));
}
