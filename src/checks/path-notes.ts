// The notes of a path: acquired here, this branch taken, lost here.

import { type PathState, trailOf } from "#lifecycle/path-state.ts";
import type { DraftNote } from "./check.ts";

/** More branches than this are shortened to the last ones: the end of a path explains a loss best. */
const branchLimit = 8;

export function pathNotes(
	state: PathState,
	acquire: number,
	text: string,
): readonly DraftNote[] {
	const trail = trailOf(state);
	const begin = trail.findLastIndex((step) => step.at === acquire);
	const steps = begin < 0 ? [] : trail.slice(begin);
	const [first, ...branches] = steps;
	const outcome = first === undefined ? "" : `: ${first.text}`;
	const shown = branches
		.filter((step) => step.text === "taken" || step.text === "not taken")
		.slice(-branchLimit)
		.map((step) => ({
			at: step.at,
			message: `this test is ${step.text === "taken" ? "true" : "false"}`,
		}));
	return [{ at: acquire, message: `${text}${outcome}` }, ...shown];
}
