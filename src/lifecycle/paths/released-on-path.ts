// Whether a release lets go of a certain hold on a certain path. Names are shared: what one array, one field or one helper
// may keep at some time is joined by the hold graph, and here the path says which of it is meant.

import type { Expression } from "#csource/syntax.ts";
import { namesOf } from "#csource/walk.ts";
import { isKnown } from "../effects/takeover.ts";
import type { ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import { isContainer, isInObject, rootVariable } from "../place.ts";
import { calleesOf } from "../summaries/release-summaries.ts";
import { arrayKey, isPartOf } from "./array-key.ts";
import type { HoldState, PathState } from "./path-state.ts";
import type { Read } from "./read.ts";
import { truthOf } from "./value.ts";

/** False where the path shows that the call lets go of something else, or of nothing. */
export function letsGoOf(
	context: FunctionContext,
	call: CallExpression,
	source: HoldSource,
	state: PathState,
	read: Read,
): boolean {
	const hold = state.holds.get(source.call.start);
	if (hold === undefined || !/^(held|stored)$/.test(hold.status)) return true;
	const extent = extentAt(context, call);
	if (extent !== null) {
		if (isOfOther(context, extent, hold, state, read)) return false;
		if (isOff(context, extent, state, read)) return false;
	}
	return !isOnlyLocal(context, call, source, hold);
}

function extentAt(
	{ extents }: FunctionContext,
	call: CallExpression,
): ReleaseExtent | null {
	const own = extents.calls.get(call.start);
	if (own !== undefined) return own;
	for (const list of extents.loops.values())
		for (const extent of list) if (extent.call === call) return extent;
	return null;
}

/** The array it names, or the number it is told, is that of another hold. */
function isOfOther(
	context: FunctionContext,
	extent: ReleaseExtent,
	hold: HoldState,
	state: PathState,
	read: Read,
): boolean {
	if (state.holds.size < 2) return false;
	const others = [...state.holds.values()].filter(
		({ acquire, status }) => acquire !== hold.acquire && status !== "failed",
	);
	const array = arrayKey(context, state, extent.array);
	const isNamed =
		hold.array !== null &&
		array !== null &&
		array !== hold.array &&
		!isPartOf(hold.array, array) &&
		others.some((other) => other.array === array);
	if (isNamed || extent.count === null) return isNamed;
	const count = read(extent.count, state);
	return (
		count.kind === "obtained" &&
		others.some(({ acquire }) => acquire === count.hold)
	);
}

/** A helper releases behind a test that is false on this path: `if (obj->pinned) unpin_user_pages(obj->pages, obj->count)`. */
function isOff(
	context: FunctionContext,
	{ call, guards }: ReleaseExtent,
	state: PathState,
	read: Read,
): boolean {
	return guards.some(
		(guard) =>
			truthOf(read(guard, state)) === false &&
			![...namesOf(guard)].some((name) => mayBeSetBefore(context, call, name)),
	);
}

/** A call in front of this one got the object and may have written to it. */
function mayBeSetBefore(
	context: FunctionContext,
	call: CallExpression,
	name: string,
): boolean {
	return context.model.calls.some((other) => {
		if (other.start >= call.start) return false;
		if (!other.args.some((arg) => rootVariable(arg) === name)) return false;
		const written = calleeName(other);
		if (written === null) return true;
		const callee = context.unit.resolve(written);
		return (
			callee !== context.unit.resolve(calleeName(call) ?? "") &&
			!isKnown(context, callee, other)
		);
	});
}

/**
 * The pages are in an array or a page pointer of this function and in nothing else, and the call lets go of what objects
 * keep.
 */
function isOnlyLocal(
	context: FunctionContext,
	call: CallExpression,
	source: HoldSource,
	{ status, owners, passedTo }: HoldState,
): boolean {
	if (status !== "held" || owners.size === 0) return false;
	if (passedTo !== null && passedTo.manner !== "refused") return false;
	const { model, unit, graph, releases } = context;
	const isBare = (owner: string): boolean =>
		/^struct (page|folio)$/.test(model.types.get(owner)?.base ?? "");
	if (![...owners].every(isBare)) return false;
	const callees = calleesOf(unit, call);
	const given =
		callees.length === 0
			? call.args
			: callees.flatMap((callee) =>
					[...(releases.get(callee)?.parameters ?? [])].flatMap(
						(index) => call.args[index] ?? [],
					),
				);
	return !given.some(
		(arg) =>
			!isInObject(arg) &&
			!isWithoutThem(context, owners, arg) &&
			graph.sources(model, arg).some((place) => source.places.has(place)),
	);
}

/** An object of this function to which nothing of the pages has come on this path, or from which it was taken again. */
function isWithoutThem(
	{ model, origins }: FunctionContext,
	owners: ReadonlySet<string>,
	expression: Expression,
): boolean {
	if (expression.kind !== "identifier") return false;
	const { name } = expression;
	const type = model.types.get(name);
	return (
		origins.get(name) === "own" &&
		type !== undefined &&
		/^struct (?!page$|folio$)/.test(type.base) &&
		isContainer(type) &&
		!owners.has(name)
	);
}
