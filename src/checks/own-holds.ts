// Judges the holds that a function takes by itself, each with the paths of that function.

import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { HoldSource } from "#lifecycle/function-context.ts";
import type { AcquireCall } from "#lifecycle/graph/hold-graph.ts";
import type { ReturnState } from "#lifecycle/paths/observation.ts";
import type { HoldState } from "#lifecycle/paths/path-state.ts";
import { isErrorValue } from "#lifecycle/paths/value.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";

export interface OwnHold {
	readonly analyzed: AnalyzedFunction;
	readonly source: HoldSource;
	readonly acquire: AcquireCall;
	readonly site: FollowedSite;
}

export function checkOwnHolds(
	judge: (input: CheckInput, own: OwnHold) => DraftFinding | null,
): Check {
	return (input) =>
		input.unit.functions.flatMap((analyzed) =>
			[...analyzed.context.holdSources.values()].flatMap((source) => {
				const { acquire } = source;
				const site = input.sites.find((one) => one.acquire === acquire);
				if (acquire === null || site === undefined) return [];
				return judge(input, { analyzed, source, acquire, site }) ?? [];
			}),
		);
}

export interface Failure extends ReturnState {
	readonly hold: HoldState;
}

/** Ways out with an error on which the pages are in memory of others, and which show all of their path. */
export function failuresKeeping({
	analyzed,
	source,
}: OwnHold): readonly Failure[] {
	return analyzed.paths.returns.flatMap((end) => {
		const hold = end.state.holds.get(source.call.start);
		return isErrorValue(end.value) &&
			!end.state.coarse &&
			hold?.status === "stored" &&
			hold.passedTo === null
			? [{ ...end, hold }]
			: [];
	});
}
