// Memory that kept pages is freed.

import type { FunctionContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { type PathState, withHold } from "../paths/path-state.ts";
import { rootVariable } from "../place.ts";
import { heldIn } from "./held-in.ts";

/** `kfree(x)`: if x was the last owner of a hold, or `array` is the array in an object, the pages can hardly be released. */
export function noteFree(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	array: string | null,
): PathState {
	const [argument] = call.args;
	const root = argument === undefined ? null : rootVariable(argument);
	if (root === null) return state;
	let after = state;
	for (const hold of state.holds.values())
		if (hold.status === "stored" && hold.array !== null && array === hold.array)
			after = withHold(after, {
				...hold,
				orphanedAt: hold.orphanedAt ?? call.start,
			});
	for (const { hold } of heldIn(context, state)) {
		if (!hold.owners.has(root)) continue;
		const owners = new Set([...hold.owners].filter((owner) => owner !== root));
		const orphanedAt =
			owners.size === 0 ? (hold.orphanedAt ?? call.start) : hold.orphanedAt;
		after = withHold(after, { ...hold, owners, orphanedAt });
	}
	return after;
}
