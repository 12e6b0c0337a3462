// What is wrong with a release at the moment it happens on a path: released before, never taken, or the wrong number.

import { findEntry } from "#catalog/catalog.ts";
import type { Expression } from "#csource/syntax.ts";
import { isKnown } from "../effects/takeover.ts";
import { pathsOf, type ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { isMatching } from "../graph/matching.ts";
import {
	calleeName,
	clearsMemory,
	isAllocation,
	isFree,
	isNull,
} from "../kernel-idioms.ts";
import { pathText, rootVariable } from "../place.ts";
import { argumentWith } from "../roles.ts";
import { valuesOf } from "../unit/values-of.ts";
import { arrayKey } from "./array-key.ts";
import type { CountDifference, Observation } from "./observation.ts";
import {
	type HoldState,
	type PathState,
	type Spent,
	withHold,
	withSpent,
} from "./path-state.ts";
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
export type Read = (expression: Expression, state: PathState) => Value;

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

function spentKey(
	extent: ReleaseExtent,
	array: string,
	state: PathState,
	read: Read,
): string {
	const { index, first } = extent;
	if (index !== null) return `${array}[${identityKey(read(index, state))}]`;
	return first === null
		? array
		: `${array}[${identityKey(read(first, state))}..]`;
}

/** The same entries were released before: as many of them, or at least one for sure. */
function spentBefore(
	extent: ReleaseExtent,
	array: string,
	count: Value,
	state: PathState,
	read: Read,
): Spent | null {
	const spent = state.spent.get(spentKey(extent, array, state, read));
	if (spent === undefined || spent.at === extent.call.start) return null;
	const key = identityKey(count);
	const surely =
		(signsOf(count) & (zero | negative)) === 0 ||
		// An acquire that got something was asked for something.
		[...state.holds.values()].some(
			(hold) => hold.status !== "failed" && hold.requested === key,
		);
	return surely || key === spent.count ? spent : null;
}

function spend(
	extent: ReleaseExtent,
	array: string,
	count: Value,
	state: PathState,
	read: Read,
): PathState {
	if (extent.resets) return state;
	return withSpent(state, spentKey(extent, array, state, read), {
		at: extent.call.start,
		count: identityKey(count),
		paths: pathsOf(extent),
	});
}

/** The function takes further references, so that a second release may be right. */
function addsHolds(context: FunctionContext): boolean {
	return context.model.calls.some((call) => {
		const name = calleeName(call);
		return (
			name !== null &&
			findEntry(context.unit.resolve(name))?.role === "duplicate"
		);
	});
}

/** Some function takes a further reference to the page in the field that is released: `get_page(obj->page)`. */
function addsHoldToField(
	{ unit }: FunctionContext,
	{ array, count, index }: ReleaseExtent,
): boolean {
	if (count !== null || index !== null || array.kind !== "member") return false;
	return [...unit.functions.values()].some((model) =>
		model.calls.some((call) => {
			const name = calleeName(call);
			return (
				name !== null &&
				findEntry(unit.resolve(name))?.role === "duplicate" &&
				call.args.some(
					(arg) => arg.kind === "member" && arg.field === array.field,
				)
			);
		}),
	);
}

/** A page by itself may have several references, each with a release of its own, where it was not taken here. */
function isOnePage({ array, count, index }: ReleaseExtent): boolean {
	return count === null && index === null && array.kind === "identifier";
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
		if (asksAsMuch(count, hold) && mayBeUnfilled(context, extent))
			observe({
				kind: "never-held",
				source,
				call: extent.call,
				extent,
				failed: true,
				state,
				at: extent.call.start,
			});
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
	if (extent.skipsNull && !mayBeUnfilled(context, extent)) return state;
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

/** The number is what was asked for, or what all rounds of a loop together ask for. */
function asksAsMuch(count: Value, hold: HoldState): boolean {
	const { requested } = hold;
	if (requested === null) return false;
	const key = identityKey(count);
	return key === requested || requested.startsWith(`$${key}-`);
}

function compareCount(
	count: Value,
	hold: HoldState,
	extent: ReleaseExtent,
	read: Read,
	state: PathState,
): CountDifference | "equal" | null {
	const { requested } = hold;
	if (count.kind === "obtained")
		return count.hold === hold.acquire && count.part === hold.part
			? "equal"
			: null;
	const own = `${hold.part}:${hold.acquire}`;
	const asked = requested !== null && asksAsMuch(count, hold);
	if (asked) {
		if (hold.fromEarlierRound) return null;
		return hold.part === "full" ? "equal" : "requested";
	}
	if (count.kind === "constant" && requested !== null) {
		const wanted = Number(requested);
		if (Number.isNaN(wanted) || extent.count === null) return null;
		if (count.value > wanted) return "more";
		if (hold.part === "full" && count.value < wanted)
			return beginsAtZero(extent, read, state) ? "fewer" : null;
		return null;
	}
	const offset = /^\$?\$?(.*)([+-])(\d+)$/.exec(identityKey(count));
	if (offset === null || offset[3] === "0") return null;
	const [, base, sign] = offset;
	const isOwn = base === own;
	const isAsked =
		hold.part === "full" && requested !== null && `$${base}` === requested;
	if (!isOwn && !isAsked) return null;
	if (sign === "+") return "more";
	return beginsAtZero(extent, read, state) ? "fewer" : null;
}

function beginsAtZero(
	{ first, index }: ReleaseExtent,
	read: Read,
	state: PathState,
): boolean {
	if (index !== null) return false;
	if (first === null) return true;
	const value = read(first, state);
	return value.kind === "constant" && value.value === 0;
}

/** Entries that the acquire did not fill are read: they are not left out, or the array was never zeroed. */
function mayBeUnfilled(
	context: FunctionContext,
	extent: ReleaseExtent,
): boolean {
	if (!extent.skipsNull) return true;
	return isUncleared(context, extent.array);
}

/** The array is memory of this function that nobody has zeroed. */
export function isUncleared(
	context: FunctionContext,
	array: Expression,
): boolean {
	const root = array.kind === "identifier" ? array.name : null;
	if (root === null || context.origins.get(root) !== "own") return false;
	const type = context.model.types.get(root);
	if (type === undefined) return false;
	const values = valuesOf(context.model, root).filter(
		(value) => !isNull(value),
	);
	if (isFilled(context, root)) return false;
	if (type.arrays > 0) return values.length === 0;
	return (
		values.length > 0 &&
		values.every((value) => {
			const call = value.kind === "cast" ? value.operand : value;
			const name = calleeName(call);
			return (
				call.kind === "call" &&
				name !== null &&
				isAllocation(name) &&
				!clearsMemory(call)
			);
		})
	);
}

/** Something other than an acquire may write entries of the array: memset(), an assignment, a function it is given to. */
function isFilled(context: FunctionContext, root: string): boolean {
	const { model } = context;
	const assigned = model.assignments.some(
		({ target, value }) =>
			(target.kind === "index" || target.kind === "dereference") &&
			rootVariable(target) === root &&
			!isNull(value),
	);
	return (
		assigned ||
		model.calls.some((call) => {
			const name = calleeName(call);
			const given = call.args.some(
				(arg) => rootVariable(arg) === root && arg.kind !== "index",
			);
			if (!given || name === null) return given;
			return /^mem(set|cpy|move|zero)|^bitmap_|^copy_/.test(name);
		})
	);
}

function judgeNotCalled(
	context: FunctionContext,
	extent: ReleaseExtent,
	sources: readonly HoldSource[],
	array: string,
	count: Value,
	state: PathState,
	read: Read,
	observe: (observation: Observation) => void,
): void {
	const root = rootVariable(extent.array);
	if (root === null || extent.array.kind !== "identifier") return;
	if (context.origins.get(root) !== "own") return;
	const source = sources.find((one) => isMeantFor(context, one, root));
	if (source === undefined || comesFromElsewhere(context, root, source)) return;
	if (array === "0") return;
	if (!asksLikeAcquire(context, extent, count, source, state, read)) return;
	if (!mayBeUnfilled(context, extent)) return;
	observe({
		kind: "never-held",
		source,
		call: extent.call,
		extent,
		failed: false,
		state,
		at: extent.call.start,
	});
}

/** The acquire fills this variable. */
function isMeantFor(
	context: FunctionContext,
	source: HoldSource,
	root: string,
): boolean {
	return (
		keptIn(source).some((argument) => {
			const inner = argument.kind === "address" ? argument.operand : argument;
			return inner.kind === "identifier" && inner.name === root;
		}) || isResult(context, source, root)
	);
}

function isResult(
	context: FunctionContext,
	source: HoldSource,
	root: string,
): boolean {
	return (
		source.acquire?.entry.holds === "return" &&
		valuesOf(context.model, root).includes(source.call)
	);
}

/** The arguments through which a call leaves its hold with the caller. */
export function keptIn(source: HoldSource): readonly Expression[] {
	const { acquire, wrapper, call } = source;
	if (acquire !== null) {
		if (acquire.entry.holds === "return") return [];
		const argument = argumentWith(
			acquire.entry.holds,
			acquire.roles,
			call.args,
		);
		return argument === null ? [] : [argument];
	}
	return (wrapper?.keeps.parameters ?? []).flatMap(
		(index) => call.args[index] ?? [],
	);
}

/** The variable also gets pages that are not taken by an acquire: other assignments, other functions that fill it. */
function comesFromElsewhere(
	context: FunctionContext,
	root: string,
	source: HoldSource,
): boolean {
	const { model } = context;
	const isAcquire = (call: Expression): boolean =>
		call.kind === "call" && context.holdSources.has(call.start);
	const values = valuesOf(model, root).some((value) => {
		const name = calleeName(value.kind === "cast" ? value.operand : value);
		return !(
			isNull(value) ||
			isAcquire(value) ||
			(name !== null && isAllocation(name))
		);
	});
	const entries = model.assignments.some(
		({ target, value }) =>
			/^(index|dereference)$/.test(target.kind) &&
			rootVariable(target) === root &&
			!isNull(value),
	);
	const calls = model.calls.some((call) => {
		if (isAcquire(call) || context.releasing.has(call.start)) return false;
		if (!call.args.some((arg) => rootVariable(arg) === root)) return false;
		const name = calleeName(call);
		if (name !== null && (isFree(name) || isKnown(context, name, call)))
			return false;
		return call.start < source.call.start;
	});
	return values || entries || calls;
}

/** As many pages as the acquire would be asked for on this path. */
function asksLikeAcquire(
	context: FunctionContext,
	extent: ReleaseExtent,
	count: Value,
	source: HoldSource,
	state: PathState,
	read: Read,
): boolean {
	if (extent.count === null) return true;
	if (count.kind === "obtained") return false;
	const { acquire, call } = source;
	const argument =
		acquire === null ? null : argumentWith("count", acquire.roles, call.args);
	if (argument !== null) {
		const wanted = identityKey(read(argument, state));
		if (identityKey(count) === wanted) return true;
	}
	const path = pathText(extent.count);
	if (path === null || signsOf(count) === zero) return false;
	// A wrapper: the count is one of its arguments, and the size of the array.
	return (
		acquire === null &&
		call.args.some((arg) => pathText(arg) === path) &&
		isSizeOf(context, path, extent.array)
	);
}

function isSizeOf(
	context: FunctionContext,
	path: string,
	array: Expression,
): boolean {
	const root = rootVariable(array);
	if (root === null) return false;
	return valuesOf(context.model, root).some(
		(value) =>
			value.kind === "call" && value.args.some((arg) => pathText(arg) === path),
	);
}
