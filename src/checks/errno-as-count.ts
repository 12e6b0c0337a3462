// PF501: the call failed, and its negative errno is used as a number of pages.

import type { Observation } from "#lifecycle/paths/observation.ts";
import type { Check, DraftFinding } from "./check.ts";
import { pathNotes } from "./path-notes.ts";

type ErrnoAsCount = Observation & { readonly kind: "errno-as-count" };

export const checkErrnoAsCount: Check = (input) =>
	input.unit.functions.flatMap((analyzed) =>
		analyzed.paths.observations
			.filter(
				(observation): observation is ErrnoAsCount =>
					observation.kind === "errno-as-count",
			)
			.map(
				(observation): DraftFinding => ({
					code: "PF501",
					class: "retval",
					severity: "error",
					confidence: observation.state.coarse ? "possible" : "certain",
					function: analyzed.context.model.name,
					at: observation.at,
					message: `the negative errno of a failed call is used as the number of pages ${observation.api === null ? "that a loop goes through" : `for ${observation.api}()`}${
						observation.value.kind === "wrapped"
							? ": in an unsigned variable it counts as billions"
							: ""
					}`,
					notes: pathNotes(
						analyzed.context,
						observation.state,
						observation.source.call.start,
						"acquired here",
					),
					acquire: observation.source.acquires[0] ?? null,
				}),
			),
	);
