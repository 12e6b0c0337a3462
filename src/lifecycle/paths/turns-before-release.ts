import type { FunctionContext } from "../function-context.ts";
import { releasedBeside } from "../releases/released-beside.ts";
import { type End, isUnderWay } from "./end.ts";
import type { Observe } from "./observation.ts";
import { isErrorValue } from "./value.ts";

/** The function fails on one side of a test, and on the other lets the pages go at once. */
export function observeTurnsBeforeRelease(
	context: FunctionContext,
	ends: readonly End[],
	observe: Observe,
): void {
	for (const { node, source, hold, state, value } of ends) {
		if (!/^(held|stored)$/.test(hold.status)) continue;
		if (!isErrorValue(value) || isUnderWay(value)) continue;
		const release = releasedBeside(context, source, node);
		if (release !== null)
			observe({
				kind: "lost-on-failure",
				source,
				hold,
				state,
				at: node.start,
				releasedAt: release.start,
				unlike: "beside",
			});
	}
}
