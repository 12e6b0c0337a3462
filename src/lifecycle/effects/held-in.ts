// Which holds of a path an effect can reach.

import { flatMap } from "#base/flat-map.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { HoldState, PathState } from "../paths/path-state.ts";

/** Holds of the path that are still in this function's memory, with the calls that made them. */
export function heldIn(
	context: FunctionContext,
	state: PathState,
): readonly { readonly hold: HoldState; readonly source: HoldSource }[] {
	return flatMap(state.holds.values(), (hold) => {
		const source = context.holdSources.get(hold.acquire);
		return hold.status === "held" && source !== undefined
			? [{ hold, source }]
			: [];
	});
}

/** The same, and those that others can reach already. */
export function storableIn(
	context: FunctionContext,
	state: PathState,
): ReturnType<typeof heldIn> {
	return flatMap(state.holds.values(), (hold) => {
		const source = context.holdSources.get(hold.acquire);
		const alive = hold.status === "held" || hold.status === "stored";
		return alive && source !== undefined ? [{ hold, source }] : [];
	});
}
