// PF105, PF107: pages are released on a path on which the acquire was not called, or failed.
//
// Reports only where as many pages are released as the acquire was to take. Misses counts that come from elsewhere, and
// arrays that something else may have filled.

import type { Observation } from "#lifecycle/paths/observation.ts";
import type { Check } from "./check.ts";
import { confidenceOnPath } from "./confidence-on-path.ts";
import { draftFinding } from "./draft-finding.ts";
import { pathNotes } from "./path-notes.ts";
import { releaseName } from "./release-name.ts";
import { isDiscarded } from "./result-ignored.ts";

type NeverHeld = Observation & { readonly kind: "never-held" };

export const checkNeverAcquired: Check = (input) =>
	input.unit.functions.flatMap(({ context, paths }) =>
		paths.observations
			.filter(
				(observation): observation is NeverHeld =>
					observation.kind === "never-held" &&
					// Where nobody looks at the result, that is the finding.
					!isDiscarded(context.model, observation.source.call),
			)
			.map((never) => {
				const { source, state, extent, failed, stale } = never;
				const taken = releaseName(source.call);
				const why = failed
					? `${taken} ${stale ? "has failed or taken fewer" : "fails on this path"}`
					: `${taken} is not reached on this path`;
				const isSure = source.wrapper === null && !stale;
				return draftFinding({
					code: extent.skipsNull ? "PF107" : "PF105",
					confidence: confidenceOnPath(
						context,
						state,
						isSure ? "certain" : "likely",
					),
					model: context.model,
					at: never.at,
					message: stale
						? `${releaseName(never.call)} releases what is not NULL: ${why}, taken to have written pages there that it gave up again`
						: extent.skipsNull
							? `${releaseName(never.call)} releases entries that were never filled: ${why}, and the array was not zeroed`
							: `${releaseName(never.call)} releases pages that were never acquired: ${why}`,
					notes: failed
						? pathNotes(context, state, source.call.start, "this call")
						: [
								{
									at: source.call.start,
									message: "only this call takes pages",
								},
							],
					acquire: source.acquires[0] ?? null,
				});
			}),
	);
