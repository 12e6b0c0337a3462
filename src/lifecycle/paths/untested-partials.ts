// Holds of fewer pages than were asked for.

import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { HoldState, PathState } from "./path-state.ts";
import { identityKey, type Value } from "./value.ts";

/** Holds of the path that are fewer pages than asked for, where nothing has looked at how many. */
export function untestedPartials(
	context: FunctionContext,
	state: PathState,
): readonly { readonly hold: HoldState; readonly source: HoldSource }[] {
	return [...state.holds.values()].flatMap((hold) => {
		const source = context.holdSources.get(hold.acquire);
		const plain =
			hold.part === "partial" &&
			!hold.measured &&
			!hold.fromEarlierRound &&
			hold.array !== null &&
			/^(held|stored)$/.test(hold.status);
		return plain && source?.acquire ? [{ hold, source }] : [];
	});
}

/** The number of pages that was asked for. */
export function isRequest(hold: HoldState, value: Value): boolean {
	if (value.kind === "obtained" || hold.requested === null) return false;
	return identityKey(value) === hold.requested;
}
