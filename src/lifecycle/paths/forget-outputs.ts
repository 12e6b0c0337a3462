import type { CallExpression } from "../graph/hold-graph.ts";
import { pathText } from "../place.ts";
import { type PathState, unspend, withoutValues } from "./path-state.ts";

/** A variable whose address goes into a call may have any value afterwards. */
export function forgetOutputs(
	state: PathState,
	call: CallExpression,
): PathState {
	let after = state;
	for (const arg of call.args) {
		const path = arg.kind === "address" ? pathText(arg.operand) : null;
		if (path === null) continue;
		after = unspend(after, path);
		after = withoutValues(after, [path]);
	}
	return after;
}
