// A call gets pages, or an object that keeps them.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { isLentFor } from "../kernel-idioms.ts";
import {
	type HoldState,
	type PathState,
	withHold,
} from "../paths/path-state.ts";
import { type Place, rootVariable, variablePlace } from "../place.ts";
import { isKeptInResult } from "../summaries/kept-in-result.ts";
import { isMadeKnown } from "../summaries/made-known.ts";
import { resultNames } from "../unit/result-names.ts";
import { heldIn, storableIn } from "./held-in.ts";
import { noteDerivedStores } from "./note-derived-stores.ts";
import { hasOnlyContents, isOnlyContents } from "./only-contents.ts";
import { isWhole } from "./own-memory.ts";
import { isKnown, isLentByIterator, isObject, mannerOf } from "./takeover.ts";

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
	if (storableIn(context, state).length === 0) return state;
	if (name !== null && isLentFor(name)) return state;
	let after = noteDerivedStores(context, state, call, name);
	if (heldIn(context, after).length === 0) return after;
	after = noteMapped(context, after, call, name);
	const inside = name !== null && context.unit.functions.has(name);
	if (!inside && name !== null && isKnown(context, name, call)) return after;
	for (const { hold, source } of heldIn(context, after))
		for (const argument of call.args) {
			const fate = inside
				? fateInside(context, name, call, argument, hold, source)
				: fateOutside(context, name, call, argument, hold, source);
			if (fate !== null) after = withHold(after, fate);
		}
	return after;
}

/** `iommu_map(domain, iova, phys, …)`: what finds the pages later is the mapping (drivers/vfio/vfio_iommu_type1.c). */
function noteMapped(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	if (name === null) return state;
	let after = state;
	for (const { direction, pages } of context.vocabulary.contacts(name)) {
		const argument = typeof pages === "number" ? call.args[pages] : undefined;
		const isMapping =
			typeof direction === "object" && direction.words === "iommu";
		if (!isMapping || argument === undefined) continue;
		for (const { hold, source } of heldIn(context, after))
			if (isCarried(context, argument, hold, source) !== null)
				after = withHold(after, { ...hold, mapped: `@${call.start}` });
	}
	return after;
}

/** owner: an object that keeps the pages goes to the function; pages: the pages, or memory of this function with them in it. */
function isCarried(
	context: FunctionContext,
	argument: Expression,
	hold: HoldState,
	source: HoldSource,
): "pages" | "owner" | null {
	if (argument.kind === "call") {
		// `submit(prepare(obj))`: what an outer call gets may be what the inner one got.
		const inner = argument.args.map((arg) =>
			isCarried(context, arg, hold, source),
		);
		if (inner.includes("owner")) return "owner";
		if (inner.includes("pages")) return "pages";
	}
	const root = rootVariable(argument);
	if (root !== null && hold.owners.has(root) && isWhole(argument))
		return isSharable(context, root) ? "owner" : "pages";
	const places = context.graph.sources(context.model, argument);
	return places.some((place) => source.places.has(place)) ? "pages" : null;
}

/** An object given to a function elsewhere may be known there afterwards; a page given to one may be its own. */
function fateOutside(
	context: FunctionContext,
	name: string | null,
	call: CallExpression,
	argument: Expression,
	hold: HoldState,
	source: HoldSource,
): HoldState | null {
	const carried = isCarried(context, argument, hold, source);
	if (carried === null || isOnlyContents(context, name, argument)) return null;
	if (hasOnlyContents(context, argument, source)) return null;
	if (isLentByIterator(context, argument)) return null;
	const result = `@${call.start}`;
	const to = name ?? "a function pointer";
	const tested = isTested(context, call);
	const pass = { to, result, token: result, tested };
	if (carried === "owner")
		return {
			...hold,
			status: "stored",
			passedTo: { ...pass, manner: "given" },
		};
	if (hold.passedTo?.manner === "given") return null;
	return {
		...hold,
		passedTo: { ...pass, result: "", manner: mannerOf(context, argument) },
	};
}

/** A function of the unit stores what it gets, hands it on, or only looks at it. */
function fateInside(
	context: FunctionContext,
	name: string,
	call: CallExpression,
	argument: Expression,
	hold: HoldState,
	source: HoldSource,
): HoldState | null {
	const target = context.unit.functions.get(name);
	const parameter = target?.parameters[call.args.indexOf(argument)];
	const carried = isCarried(context, argument, hold, source);
	if (target === undefined || parameter === undefined || carried === null)
		return null;
	const reached = reachedDown(context, variablePlace(target, parameter));
	const kept = [...reached].filter((place) => /^[fg]:/.test(place));
	if (carried === "owner" && isMadeKnown(context, target, parameter))
		return { ...hold, status: "stored" };
	if (kept.length > 0) {
		const made = resultNames(context.model, call);
		return made.size > 0 && isKeptInResult(context, target, kept)
			? { ...hold, owners: new Set([...hold.owners, ...made]) }
			: { ...hold, status: "stored" };
	}
	const pass = context.graph.passes.find(
		(entry) =>
			!isKnown(context, entry.name, entry.call) &&
			entry.places.some((places, index) => {
				if (!places.some((place) => reached.has(place))) return false;
				const inner = { ...context, model: entry.model };
				const given = entry.call.args[index];
				return !(
					isOnlyContents(inner, entry.name, given) ||
					isLentByIterator(inner, given)
				);
			}),
	);
	if (pass === undefined) return null;
	if (carried === "owner")
		return {
			...hold,
			status: "stored",
			passedTo: {
				to: pass.name,
				result: "",
				token: `@${call.start}`,
				tested: false,
				manner: "given",
			},
		};
	if (hold.passedTo?.manner === "given") return null;
	const manner = mannerOf(context, argument);
	return {
		...hold,
		passedTo: {
			to: pass.name,
			result: "",
			token: `@${call.start}`,
			tested: false,
			manner,
		},
	};
}

function reachedDown(
	context: FunctionContext,
	start: Place,
): ReadonlySet<Place> {
	const reached = new Set<Place>([start]);
	for (const place of reached) {
		if (/^[fg]:/.test(place)) continue;
		for (const edge of context.graph.edges.get(place) ?? [])
			if (edge.kind !== "up") reached.add(edge.to);
	}
	return reached;
}

/** The call stands in a test itself. */
function isTested(context: FunctionContext, call: CallExpression): boolean {
	return context.cfg.nodes.some(
		({ action, start, end }) =>
			action.kind === "branch" && start <= call.start && call.start < end,
	);
}

/** An object with a life of its own, which a function can keep: not a page, an array of pages, bytes, or memory on the stack. */
function isSharable(context: FunctionContext, name: string): boolean {
	const type = context.model.types.get(name);
	if (type === undefined || /^struct (page|folio)$/.test(type.base))
		return false;
	return isObject(type) && type.pointers > 0 && type.arrays === 0;
}
