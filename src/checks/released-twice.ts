// PF104: on one path the same pages are released a second time.
//
// Misses a second release by another name of the same pages, and one in a function that takes further references itself.

import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { Observation } from "#lifecycle/paths/observation.ts";
import type { Check, DraftFinding } from "./check.ts";
import { confidenceOnPath } from "./confidence-on-path.ts";
import { draftFinding } from "./draft-finding.ts";
import { pathNotes } from "./path-notes.ts";
import { releaseName } from "./release-name.ts";

type Again = Observation & { readonly kind: "released-again" };

export const checkReleasedTwice: Check = (input) =>
	input.unit.functions.flatMap((analyzed) =>
		analyzed.paths.observations
			.filter(
				(observation): observation is Again =>
					observation.kind === "released-again",
			)
			.map((again) => report(analyzed, again)),
	);

function report({ context }: AnalyzedFunction, again: Again): DraftFinding {
	const { source, state, earlier } = again;
	const taken =
		source === null
			? []
			: pathNotes(context, state, source.call.start, "acquired here");
	return draftFinding({
		code: "PF104",
		confidence: confidenceOnPath(context, state),
		model: context.model,
		at: again.at,
		message: `${releaseName(again.call)} releases pages that are released already on this path`,
		notes: [...taken, { at: earlier, message: "released here first" }],
		acquire: source?.acquires[0] ?? null,
	});
}
