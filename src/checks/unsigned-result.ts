// PF504: the result of an acquire is kept in an unsigned variable, where an errno is a large number; PF501 where a signed
// result is compared with something unsigned and the errno goes through.
//
// Reports only what the errno leads to: a release of that many pages, or a function that succeeds. An unsigned result
// that is only compared for equality with the request is right.

import { isUnsigned } from "#csource/integer-type.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { HoldSource } from "#lifecycle/function-context.ts";
import type { Observation } from "#lifecycle/paths/observation.ts";
import { resultTypeOf } from "#lifecycle/unit/result-type.ts";
import type { Check, DraftFinding } from "./check.ts";
import { confidenceOnPath } from "./confidence-on-path.ts";
import { draftFinding } from "./draft-finding.ts";
import { pathNotes } from "./path-notes.ts";
import { releaseName } from "./release-name.ts";

type Relevant = Observation & {
	readonly kind: "errno-escaped" | "errno-as-count";
};

export const checkUnsignedResult: Check = (input) =>
	input.unit.functions.flatMap((analyzed) => {
		const found = new Map<string, DraftFinding>();
		for (const observation of analyzed.paths.observations) {
			if (
				observation.kind !== "errno-escaped" &&
				observation.kind !== "errno-as-count"
			)
				continue;
			const finding = report(analyzed, observation);
			const id = finding === null ? "" : `${finding.code}:${finding.at}`;
			if (finding !== null && !found.has(id)) found.set(id, finding);
		}
		return [...found.values()];
	});

function report(
	analyzed: AnalyzedFunction,
	seen: Relevant,
): DraftFinding | null {
	const { context } = analyzed;
	const { source, state } = seen;
	const kept =
		seen.kind === "errno-escaped"
			? seen.kept
			: seen.value.kind === "wrapped" && isKeptUnsigned(analyzed, source);
	if (!kept && seen.kind === "errno-as-count") return null;
	const name = releaseName(source.call);
	return draftFinding({
		code: kept ? "PF504" : "PF501",
		confidence: confidenceOnPath(context, state),
		model: context.model,
		at: kept ? source.call.start : seen.at,
		message: kept
			? `the result of ${name} is kept in an unsigned variable: a negative errno becomes a number of billions and goes on as a success`
			: `the negative errno of ${name} is compared with something unsigned: it counts as billions and goes through as a success`,
		notes: kept
			? [{ at: seen.at, message: "what the errno goes through" }]
			: pathNotes(context, state, source.call.start, "acquired here"),
		acquire: source.acquires[0] ?? null,
	});
}

function isKeptUnsigned(
	{ context }: AnalyzedFunction,
	source: HoldSource,
): boolean {
	const type = resultTypeOf(context, source.call);
	return type !== null && isUnsigned(type);
}
