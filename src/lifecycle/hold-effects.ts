// What assignments, frees and calls do to the holds of a path, apart from acquiring and releasing.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext, HoldSource } from "./function-context.ts";
import type { CallExpression } from "./hold-graph.ts";
import { isPreparation } from "./kernel-idioms.ts";
import { type HoldState, type PathState, withHold } from "./path-state.ts";
import { type Place, placeOf, rootVariable } from "./place.ts";
import type { Value } from "./value.ts";

/** Holds of the path that are still in this function's memory, with the calls that made them. */
function heldIn(
	context: FunctionContext,
	state: PathState,
): readonly { readonly hold: HoldState; readonly source: HoldSource }[] {
	return [...state.holds.values()].flatMap((hold) => {
		const source = context.holdSources.get(hold.acquire);
		return hold.status === "held" && source !== undefined
			? [{ hold, source }]
			: [];
	});
}

/** Whose memory `target = …` writes to: null for a plain local variable's own value. */
function keeperOf(
	context: FunctionContext,
	target: Expression,
):
	| { readonly kind: "shared" }
	| { readonly kind: "own"; readonly variable: string } {
	const root = rootVariable(target);
	if (root === null) return { kind: "shared" };
	const origin = context.origins.get(root) ?? "shared";
	if (origin === "own") return { kind: "own", variable: root };
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

/** `target = value`: a hold may come to be kept in more places, and a count may become known to others. */
export function noteStore(
	context: FunctionContext,
	state: PathState,
	target: Expression,
	value: Expression,
	result: Value,
): PathState {
	let after = state;
	const keeper = keeperOf(context, target);
	if (result.kind === "obtained" && keeper.kind === "shared") {
		const hold = after.holds.get(result.hold);
		if (hold !== undefined)
			after = withHold(after, { ...hold, countExported: true });
	}
	const held = heldIn(context, after);
	if (held.length === 0) return after;
	const places = context.graph.sources(context.model, value);
	const root = rootVariable(value);
	for (const { hold, source } of held) {
		const moves = places.some(
			(place) => source.places.has(place) && !isCountPlace(source, place),
		);
		const carriesOwner =
			root !== null && hold.owners.has(root) && isWhole(value);
		if (!moves && !carriesOwner) continue;
		after = withHold(after, keep(hold, keeper));
	}
	return after;
}

/** A place that only ever kept the number of pages is not a keeper of them. */
function isCountPlace(source: HoldSource, place: Place): boolean {
	return (
		place === `c:${source.call.start}` && source.wrapper?.keeps.result === false
	);
}

function isWhole(value: Expression): boolean {
	return (
		value.kind === "identifier" ||
		value.kind === "address" ||
		value.kind === "cast"
	);
}

function keep(hold: HoldState, keeper: ReturnType<typeof keeperOf>): HoldState {
	if (keeper.kind === "shared") return { ...hold, status: "stored" };
	if (hold.owners.has(keeper.variable)) return hold;
	return { ...hold, owners: new Set([...hold.owners, keeper.variable]) };
}

/** `kfree(x)`: if x was the last owner of a hold, the pages can never be released. */
export function noteFree(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
): PathState {
	const [argument] = call.args;
	const root = argument === undefined ? null : rootVariable(argument);
	if (root === null) return state;
	let after = state;
	for (const { hold } of heldIn(context, state)) {
		if (!hold.owners.has(root)) continue;
		const owners = new Set([...hold.owners].filter((owner) => owner !== root));
		const orphanedAt =
			owners.size === 0 ? (hold.orphanedAt ?? call.start) : hold.orphanedAt;
		after = withHold(after, { ...hold, owners, orphanedAt });
	}
	return after;
}

/**
 * A call that gets pages, or an object that keeps them. Functions of the unit are seen through; others may keep what they
 * get: an object they are given may be known elsewhere afterwards, a page they are given may be theirs.
 */
export function notePass(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	const held = heldIn(context, state);
	if (held.length === 0) return state;
	let after = noteDerivedStores(context, state, call, name);
	const known = name !== null && isKnown(context, name);
	for (const { hold, source } of heldIn(context, after)) {
		for (const argument of call.args) {
			const places = context.graph.sources(context.model, argument);
			const pages = places.some((place) => source.places.has(place));
			const root = rootVariable(argument);
			const owner = root !== null && hold.owners.has(root);
			if (name !== null && context.unit.functions.has(name)) {
				if (storesArgument(context, name, call, argument))
					after = withHold(after, { ...hold, status: "stored" });
			} else if (known) {
			} else if (owner && isSharable(context, root)) {
				after = withHold(after, {
					...hold,
					status: "stored",
					passedTo: name ?? "a function pointer",
				});
			} else if (pages) {
				after = withHold(after, {
					...hold,
					passedTo: hold.passedTo ?? name ?? "a function pointer",
				});
			}
		}
	}
	return after;
}

/** `sg_set_page(sg, page, …)`: an argument is stored in another. */
function noteDerivedStores(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	if (name === null) return state;
	let after = state;
	for (const { from, to } of context.vocabulary.derivations(name)) {
		const value = typeof from === "number" ? call.args[from] : undefined;
		const target = typeof to === "number" ? call.args[to] : undefined;
		if (value === undefined || target === undefined) continue;
		after = noteStore(context, after, target, value, { kind: "error-pointer" });
	}
	return after;
}

function isKnown(context: FunctionContext, name: string): boolean {
	return (
		isPreparation(name) ||
		context.vocabulary.derivations(name).length > 0 ||
		context.vocabulary.contacts(name).length > 0 ||
		context.vocabulary.dirty(name) !== null ||
		context.vocabulary.acquire(name) !== null ||
		/^(IS_ERR|PTR_ERR|page_|Page|folio_|k?unmap|vunmap|flush_|put_task|get_|offset_in|dma_(un)?map|dma_sync|is_|access_ok)/.test(
			name,
		)
	);
}

/** An object with a life of its own, which a function can keep: not a page, an array of pages or memory on the stack. */
function isSharable(context: FunctionContext, name: string): boolean {
	const type = context.model.types.get(name);
	if (type === undefined || /^struct (page|folio)$/.test(type.base))
		return false;
	return type.pointers > 0 && type.arrays === 0;
}

function storesArgument(
	context: FunctionContext,
	name: string,
	call: CallExpression,
	argument: Expression,
): boolean {
	const target = context.unit.functions.get(name);
	const parameter = target?.parameters[call.args.indexOf(argument)];
	if (target === undefined || parameter === undefined) return false;
	const reached = new Set<Place>([`v:${target.key}:${parameter}`]);
	for (const place of reached)
		for (const edge of context.graph.edges.get(place) ?? []) {
			if (edge.kind === "up" || edge.function !== target.key) continue;
			if (/^[fg]:/.test(edge.to)) return true;
			reached.add(edge.to);
		}
	return false;
}

/** Whether an expression is a place of the hold: used for returns. */
export function carries(
	context: FunctionContext,
	source: HoldSource,
	hold: HoldState,
	expression: Expression,
): boolean {
	const places = context.graph.sources(context.model, expression);
	if (
		places.some(
			(place) => source.places.has(place) && !isCountPlace(source, place),
		)
	)
		return true;
	const root = rootVariable(expression);
	if (root === null || !hold.owners.has(root)) return false;
	return placeOf(context.unit, context.model, expression) !== null;
}
