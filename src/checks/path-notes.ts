// The notes of a path: acquired here, this branch taken, lost here.

import type { FunctionContext } from "#lifecycle/function-context.ts";
import { type PathState, trailOf } from "#lifecycle/paths/path-state.ts";
import type { DraftNote } from "./check.ts";

/** More branches than this are shortened to the last ones: the end of a path explains a loss best. */
const branchLimit = 8;

/** A longer test is cut: the line it stands on is given, too. */
const testLimit = 60;

export function pathNotes(
	context: FunctionContext,
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
			message: `${testAt(context, step.at)} is ${step.text === "taken" ? "true" : "false"}`,
		}));
	return [{ at: acquire, message: `${text}${outcome}` }, ...shown];
}

/** The part of a condition that stands there, as it is written: one line may have several. */
function testAt({ cfg, unit }: FunctionContext, at: number): string {
	const node = cfg.nodes.find(
		({ action, start }) => action.kind === "branch" && start === at,
	);
	if (node?.action.kind !== "branch") return "this test";
	const { start, end } = node.action.test;
	const written = unit.view.original
		.slice(start, end)
		.replace(/\s+/g, " ")
		.trim();
	if (written === "") return "this test";
	return written.length > testLimit
		? `\`${written.slice(0, testLimit)}…\``
		: `\`${written}\``;
}
