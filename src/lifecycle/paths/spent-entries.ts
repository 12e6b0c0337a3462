// Entries of an array that were released on a path: the same once more is a second release.

import { findEntry } from "#catalog/catalog.ts";
import { pathsOf, type ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext } from "../function-context.ts";
import { calleeName } from "../kernel-idioms.ts";
import { type PathState, type Spent, withSpent } from "./path-state.ts";
import type { Read } from "./read.ts";
import { identityKey, negative, signsOf, type Value, zero } from "./value.ts";

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
export function spentBefore(
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

export function spend(
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
export function addsHolds(context: FunctionContext): boolean {
	return context.model.calls.some((call) => {
		const name = calleeName(call);
		return (
			name !== null &&
			findEntry(context.unit.resolve(name))?.role === "duplicate"
		);
	});
}

/** Some function takes a further reference to the page in the field that is released: `get_page(obj->page)`. */
export function addsHoldToField(
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
export function isOnePage({ array, count, index }: ReleaseExtent): boolean {
	return count === null && index === null && array.kind === "identifier";
}
