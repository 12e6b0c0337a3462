// PF502: fewer pages than asked for are a success for the code, which then goes on with as many as it asked for.
//
// Reports the use of the array together with the number asked for, on a path on which nothing has compared the result
// with anything but 0. Misses a use that is told the number through memory or another variable.

import type { Observation } from "#lifecycle/paths/observation.ts";
import type { Check, DraftFinding } from "./check.ts";
import { confidenceOnPath } from "./confidence-on-path.ts";
import { draftFinding } from "./draft-finding.ts";
import { pathNotes } from "./path-notes.ts";
import { releaseName } from "./release-name.ts";

type Partial = Observation & { readonly kind: "partial-as-full" };

export const checkPartialAsFull: Check = (input) =>
	input.unit.functions.flatMap(({ context, paths }) => {
		const found = new Map<number, DraftFinding>();
		const seen = paths.observations.filter(
			(observation): observation is Partial =>
				observation.kind === "partial-as-full",
		);
		for (const { source, state, at, isTold } of seen) {
			if (found.has(source.call.start)) continue;
			found.set(
				source.call.start,
				draftFinding({
					code: "PF502",
					confidence: confidenceOnPath(
						context,
						state,
						isTold ? "likely" : "certain",
					),
					model: context.model,
					at: source.call.start,
					message: `${releaseName(source.call)} may get fewer pages than asked for, and ${
						isTold
							? `${context.model.name}() ends as if it had all: callers are taken to use all entries of the array`
							: "the code goes on with all entries of the array"
					}`,
					notes: [
						...pathNotes(context, state, source.call.start, "acquired here"),
						{
							at,
							message: isTold
								? "as for all of them, it ends here"
								: "as many as were asked for are used here",
						},
					],
					acquire: source.acquires[0] ?? null,
				}),
			);
		}
		return [...found.values()];
	});
