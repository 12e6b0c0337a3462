// PF106, PF107: another number of pages is released than is held on this path.
//
// Compares only numbers of a known relation: the result of the acquire, what it was asked for, and either plus or minus
// a constant. Misses every other wrong number.

import type { HoldSource } from "#lifecycle/function-context.ts";
import type { Observation } from "#lifecycle/paths/observation.ts";
import type { Check } from "./check.ts";
import { confidenceOnPath } from "./confidence-on-path.ts";
import { draftFinding } from "./draft-finding.ts";
import { pathNotes } from "./path-notes.ts";
import { releaseName } from "./release-name.ts";

type WrongCount = Observation & { readonly kind: "wrong-count" };

export const checkWrongCount: Check = (input) =>
	input.unit.functions.flatMap(({ context, paths }) =>
		paths.observations
			.filter(
				(observation): observation is WrongCount =>
					observation.kind === "wrong-count",
			)
			.map((wrong) => {
				const { source, state, extent } = wrong;
				return draftFinding({
					code: extent?.skipsNull === true ? "PF107" : "PF106",
					confidence: confidenceOnPath(
						context,
						state,
						source.wrapper === null ? "certain" : "likely",
					),
					model: context.model,
					at: wrong.at,
					message: messageFor(wrong, source),
					notes: pathNotes(context, state, source.call.start, "acquired here"),
					acquire: source.acquires[0] ?? null,
				});
			}),
	);

function messageFor(
	{ call, difference, extent }: WrongCount,
	source: HoldSource,
): string {
	const [released, taken] = [releaseName(call), releaseName(source.call)];
	if (extent?.skipsNull === true)
		return `${released} goes over all entries asked for, but ${taken} filled only some and the array was not zeroed`;
	switch (difference) {
		case "requested":
			return `${released} releases as many pages as were asked for, but ${taken} got fewer on this path`;
		case "more":
			return `${released} releases more pages than ${taken} got`;
		case "fewer":
			return `${released} releases fewer pages than ${taken} got, and nothing releases the rest on this path`;
	}
}
