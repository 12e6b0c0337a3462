// A call that acquires pages, on one path: each way it can end begins a hold, or begins none.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { pathText, placeOf, rootVariable } from "../place.ts";
import { argumentWith } from "../roles.ts";
import { ownObjectOf } from "../summaries/own-object.ts";
import { describeOutcome, outcomesOf } from "./acquire-outcomes.ts";
import { arrayKey } from "./array-key.ts";
import type { Evaluated } from "./evaluated.ts";
import { forgetOutputs } from "./forget-outputs.ts";
import { keptIn } from "./judge-not-called.ts";
import {
	type HoldState,
	type PathState,
	unspend,
	withHold,
	withTrail,
	withValue,
} from "./path-state.ts";
import { staleValue, writesAhead } from "./stale-entries.ts";
import {
	identityKey,
	type Part,
	positive,
	symbol,
	type Value,
} from "./value.ts";

/** The ways an acquire can end, each a path of its own. */
export function beginHolds(
	context: FunctionContext,
	source: HoldSource,
	state: PathState,
	values: readonly Value[],
): readonly Evaluated[] {
	const fresh = keptIn(source).reduce(
		(from, argument) => unspend(from, rootVariable(argument) ?? ""),
		forgetOutputs(state, source.call),
	);
	const requested = requestedOf(source, values);
	const takesNone = isArrayNull(source, values);
	return outcomesOf(source, values).map(({ returns, part: found }) => {
		const part = takesNone ? null : found;
		const value = returns ?? symbol(`@${source.call.start}`);
		const text = describeOutcome(source, part, value);
		const known = part === null ? withUnfilled(fresh, state, source) : fresh;
		const traced = withTrail(known, source.call.start, text);
		const begun = begin(context, traced, source, part, requested);
		return { state: withFilledPointer(context, begun, source, part), value };
	});
}

/** Without an array of pages they are only faulted in (mm/gup.c:get_user_pages(), v6.12). */
function isArrayNull(
	{ acquire }: HoldSource,
	values: readonly Value[],
): boolean {
	const array = values[acquire?.roles.indexOf("pages") ?? -1];
	return array?.kind === "constant" && array.value === 0;
}

/** How many pages are asked for; null where it is told in bytes, or not at all. */
function requestedOf(
	{ acquire }: HoldSource,
	values: readonly Value[],
): string | null {
	const value = values[acquire?.roles.indexOf("count") ?? -1];
	if (value !== undefined) return identityKey(value);
	const single =
		acquire?.entry.returns === "page-or-errptr" ||
		acquire?.entry.holds === "pageOut";
	return single ? "1" : null;
}

/** A hold begins; one of the same call that is still alive is from an earlier round of a loop. */
function begin(
	context: FunctionContext,
	state: PathState,
	source: HoldSource,
	part: Part | null,
	requested: string | null,
): PathState {
	const earlier = state.holds.get(source.call.start);
	const alive = earlier !== undefined && earlier.status === "held";
	if (
		part === null &&
		earlier !== undefined &&
		/^(held|stored)$/.test(earlier.status)
	)
		return withHold(state, { ...earlier, fromEarlierRound: true });
	const owners = part === null ? null : ownersOf(context, source, state);
	const hold: HoldState = {
		acquire: source.call.start,
		part: alive && earlier.part === "full" ? "full" : (part ?? "full"),
		status: part === null ? "failed" : owners === null ? "stored" : "held",
		owners: owners ?? new Set(),
		requested,
		array: arrayOf(context, source, state, part),
		measured: false,
		mapped: null,
		joined: null,
		shortAt: null,
		keptTwice: false,
		storedAt: null,
		clearedAt: null,
		table: null,
		orphanedAt: null,
		countExported: false,
		countIn: null,
		passedTo: null,
		releasedAt: null,
		releasedStored: false,
		fromEarlierRound: false,
	};
	return withHold(state, hold);
}

/** The array or page that is filled, as a release would name it. */
function arrayOf(
	context: FunctionContext,
	source: HoldSource,
	state: PathState,
	part: Part | null,
): string | null {
	const [argument, ...others] = keptIn(source);
	if (argument === undefined)
		return part === null ? null : `$page@${source.call.start}`;
	if (others.length > 0) return null;
	const page = argument.kind === "address" ? pathText(argument.operand) : null;
	if (page === null || argument.kind !== "address")
		return arrayKey(context, state, argument);
	return part === null || !context.relevant.has(page)
		? arrayKey(context, state, argument.operand)
		: `$page@${source.call.start}`;
}

/** The variables of this function that keep a new hold; null where it goes into memory that others see. */
function ownersOf(
	context: FunctionContext,
	source: HoldSource,
	state: PathState,
): ReadonlySet<string> | null {
	const owners = new Set<string>();
	const kept = keptIn(source);
	const { wrapper } = source;
	if (wrapper !== null && wrapper.keeps.shared.length > 0) {
		const object = ownObjectOf(
			context.unit,
			context.model,
			source.call,
			wrapper,
		);
		if (object === null || state.published.has(object)) return null;
		return withOuter(state, object);
	}
	for (const argument of kept) {
		const root = rootVariable(argument);
		if (root === null) continue;
		const origin = context.origins.get(root) ?? "shared";
		if ([...withOuter(state, root)].some((owner) => state.published.has(owner)))
			return null;
		if (origin === "own")
			for (const owner of withOuter(state, root)) owners.add(owner);
		else if (
			origin === "shared" ||
			placeOf(context.unit, context.model, argument)?.startsWith("f:")
		)
			return null;
	}
	return owners;
}

/** A variable and the memory it was put into. */
function withOuter(state: PathState, inner: string): ReadonlySet<string> {
	const owners = new Set([inner]);
	for (const owner of owners) {
		const outer = state.within.get(owner);
		if (outer !== undefined) owners.add(outer);
	}
	return owners;
}

/** A failed call of the catalogue leaves the page pointer as it was, unless it writes ahead. */
function withUnfilled(
	state: PathState,
	before: PathState,
	source: HoldSource,
): PathState {
	if (source.acquire === null) return state;
	return keptIn(source).reduce((from, argument) => {
		const path =
			argument.kind === "address" ? pathText(argument.operand) : null;
		const value = path === null ? undefined : before.env.get(path);
		if (path === null || value === undefined) return from;
		const isEmpty = value.kind === "constant" && value.value === 0;
		return withValue(
			from,
			path,
			isEmpty && writesAhead(source) ? staleValue(source) : value,
		);
	}, state);
}

/** After success the single page pointer that was filled is not NULL; after failure it is what it was. */
function withFilledPointer(
	context: FunctionContext,
	state: PathState,
	source: HoldSource,
	part: Part | null,
): PathState {
	if (part === null) return state;
	return [...keptIn(source), ...areasOf(source)].reduce((from, argument) => {
		const path =
			argument.kind === "address" ? pathText(argument.operand) : null;
		if (path === null || !context.relevant.has(path)) return from;
		return withValue(from, path, symbol(`page@${source.call.start}`, positive));
	}, state);
}

/** Where the kernels before 6.5 also told the area of each page: a page comes with its area. */
function areasOf({ acquire, call }: HoldSource): readonly Expression[] {
	const argument =
		acquire === null ? null : argumentWith("vmas", acquire.roles, call.args);
	return argument === null ? [] : [argument];
}
