// How many pages a release lets go of, against how many are held.

import type { Expression } from "#csource/syntax.ts";
import type { ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext } from "../function-context.ts";
import {
	calleeName,
	clearsMemory,
	isAllocation,
	isNull,
} from "../kernel-idioms.ts";
import { rootVariable } from "../place.ts";
import { valuesOf } from "../unit/values-of.ts";
import type { CountDifference } from "./observation.ts";
import type { HoldState, PathState } from "./path-state.ts";
import type { Read } from "./read.ts";
import { identityKey, type Value } from "./value.ts";

/** The number is what was asked for, or what all rounds of a loop together ask for. */
export function asksAsMuch(count: Value, hold: HoldState): boolean {
	const { requested } = hold;
	if (requested === null) return false;
	const key = identityKey(count);
	return key === requested || requested.startsWith(`$${key}-`);
}

export function compareCount(
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
export function mayBeUnfilled(
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
