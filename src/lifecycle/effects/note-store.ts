// An assignment: pages come to be kept in more places, or others come to know how many they are.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import {
	type HoldState,
	type PathState,
	withHold,
} from "../paths/path-state.ts";
import type { Value } from "../paths/value.ts";
import { isContainer, type Place, rootVariable } from "../place.ts";
import { storableIn } from "./held-in.ts";
import { isWhole, ownMemory } from "./own-memory.ts";

/** Whose memory `target = …` writes to: null for a plain local variable's own value. */
function keeperOf(
	context: FunctionContext,
	target: Expression,
	manner: "assign" | "fill",
):
	| { readonly kind: "shared" }
	| { readonly kind: "own"; readonly variable: string } {
	const root = rootVariable(target);
	if (root === null) return { kind: "shared" };
	const origin = context.origins.get(root) ?? "shared";
	if (origin === "own") return { kind: "own", variable: root };
	if (manner === "fill") return { kind: "shared" };
	if (target.kind === "identifier" && origin === "caller")
		return { kind: "own", variable: root };
	if (
		target.kind === "identifier" &&
		context.model.types.has(root) &&
		!context.model.statics.has(root)
	)
		return { kind: "own", variable: root };
	return { kind: "shared" };
}

/**
 * `target = value`, or value put into what target points to (fill): a hold may come to be kept in more places, and a count may become
 * known to others.
 */
export function noteStore(
	context: FunctionContext,
	state: PathState,
	target: Expression,
	value: Expression,
	result: Value,
	manner: "assign" | "fill" = "assign",
): PathState {
	let after = state;
	const keeper = keeperOf(context, target, manner);
	const counted =
		result.kind === "obtained" ? after.holds.get(result.hold) : undefined;
	if (counted !== undefined)
		after = withHold(after, countKept(after, counted, keeper, target));
	if (keeper.kind === "shared") after = publish(context, after, value);
	else if (target.kind !== "identifier")
		after = putInto(context, after, keeper.variable, value);
	else after = pointInto(context, after, keeper.variable, value);
	const storable = storableIn(context, after);
	if (storable.length === 0) return after;
	const places = context.graph.sources(context.model, value);
	const root = rootVariable(value);
	for (const { hold, source } of storable) {
		const moves = places.some(
			(place) => source.places.has(place) && !isCountPlace(source, place),
		);
		const carriesOwner =
			root !== null && hold.owners.has(root) && isWhole(value);
		if (!moves && !carriesOwner) continue;
		after = withHold(after, keep(hold, keeper, target.start));
	}
	return after;
}

/** Memory of this function that others can now reach: what comes into it later is theirs to release. */
function publish(
	context: FunctionContext,
	state: PathState,
	value: Expression,
): PathState {
	const root = ownMemory(context, value);
	if (root === null || state.published.has(root)) return state;
	let after: PathState = {
		...state,
		published: new Set([...state.published, root]),
	};
	for (const hold of state.holds.values())
		if (hold.countIn === root)
			after = withHold(after, { ...hold, countExported: true });
	return after;
}

/** The number of pages was stored: others know it at once, or as soon as they know the memory it is in. */
function countKept(
	{ published }: PathState,
	hold: HoldState,
	keeper: ReturnType<typeof keeperOf>,
	target: Expression,
): HoldState {
	if (keeper.kind === "shared") return { ...hold, countExported: true };
	if (target.kind === "identifier") return hold;
	return published.has(keeper.variable)
		? { ...hold, countExported: true }
		: { ...hold, countIn: keeper.variable };
}

/** `list = &obj->lists[i]`: what comes into the list comes into the object. */
function pointInto(
	context: FunctionContext,
	state: PathState,
	pointer: string,
	value: Expression,
): PathState {
	const inside = value.kind === "cast" ? value.operand : value;
	if (inside.kind === "identifier" || inside.kind === "call") return state;
	const root = rootVariable(inside);
	const type = context.model.types.get(pointer);
	if (
		root === null ||
		root === pointer ||
		context.origins.get(root) !== "own" ||
		type === undefined ||
		!isContainer(type) ||
		state.within.has(pointer)
	)
		return state;
	return { ...state, within: new Map([...state.within, [pointer, root]]) };
}

function putInto(
	context: FunctionContext,
	state: PathState,
	outer: string,
	value: Expression,
): PathState {
	const inner = ownMemory(context, value);
	if (inner === null || inner === outer || state.within.get(inner) === outer)
		return state;
	return { ...state, within: new Map([...state.within, [inner, outer]]) };
}

/** A place that only ever kept the number of pages is not a keeper of them. */
export function isCountPlace(source: HoldSource, place: Place): boolean {
	return (
		place === `c:${source.call.start}` && source.wrapper?.keeps.result === false
	);
}

function keep(
	hold: HoldState,
	keeper: ReturnType<typeof keeperOf>,
	at: number,
): HoldState {
	if (keeper.kind === "shared" && hold.status === "stored")
		return hold.keptTwice && hold.table === null
			? hold
			: { ...hold, keptTwice: true, table: null };
	if (keeper.kind === "shared")
		return { ...hold, status: "stored", storedAt: at, table: null };
	if (hold.status === "stored") return hold;
	if (hold.owners.has(keeper.variable)) return hold;
	return { ...hold, owners: new Set([...hold.owners, keeper.variable]) };
}
