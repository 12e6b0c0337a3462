// PF506: a function that returns 0 for success returns, after it has let them go, the number of pages it got.
//
// Reports a way out that returns the positive result of a partial acquire whose pages have been released on it, in a
// function that returns 0 with all of them taken. Likely: that callers test for a negative number. Misses a number that
// went through memory.

import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { ReturnState } from "#lifecycle/paths/observation.ts";
import type { HoldState } from "#lifecycle/paths/path-state.ts";
import type { Check, DraftFinding } from "./check.ts";
import { confidenceOnPath } from "./confidence-on-path.ts";
import { draftFinding } from "./draft-finding.ts";
import { pathNotes } from "./path-notes.ts";
import { releaseName } from "./release-name.ts";

export const checkCountReturned: Check = (input) =>
	input.unit.functions.flatMap((analyzed) => judge(analyzed) ?? []);

function judge({ context, paths }: AnalyzedFunction): DraftFinding | null {
	for (const { at, value, state } of paths.returns) {
		if (value?.kind !== "obtained" || value.part !== "partial") continue;
		const hold = state.holds.get(value.hold);
		const source = context.holdSources.get(value.hold);
		if (hold?.status !== "released" || !source?.acquire) continue;
		if (source.acquire.entry.returns !== "count-or-errno") continue;
		if (!paths.returns.some((end) => succeedsWithZero(end, hold))) continue;
		const name = releaseName(source.call);
		return draftFinding({
			code: "PF506",
			confidence: confidenceOnPath(context, state, "likely"),
			model: context.model,
			at,
			message: `returns the number of pages that ${name} got and that are released again: a positive number, which callers that test for an error are taken to read as success`,
			notes: pathNotes(context, state, source.call.start, "this call"),
			acquire: source.acquires[0] ?? null,
		});
	}
	return null;
}

/** All that was asked for is taken, and 0 is returned. */
function succeedsWithZero(
	{ value, state }: ReturnState,
	{ acquire }: HoldState,
): boolean {
	const hold = state.holds.get(acquire);
	return (
		value?.kind === "constant" &&
		value.value === 0 &&
		hold !== undefined &&
		hold.part === "full" &&
		/^(stored|held|returned|released)$/.test(hold.status)
	);
}
