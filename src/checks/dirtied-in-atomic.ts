// PF305: a call that waits for the page lock where the caller must not sleep.

import {
	type AtomicReason,
	atomicReasonAt,
} from "#lifecycle/atomic-functions.ts";
import { callIndexOf } from "#lifecycle/call-index.ts";
import type { DirtyCall } from "#lifecycle/hold-graph.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkDirtiedInAtomic: Check = (input) =>
	input.unit.graph.dirties
		.filter(maySleep)
		.flatMap((dirty) => judge(input, dirty) ?? []);

function maySleep({ entry }: DirtyCall): boolean {
	return entry.role === "dirty" ? entry.locking === "lock" : entry.maySleep;
}

function judge(input: CheckInput, dirty: DirtyCall): DraftFinding | null {
	const reason = atomicReasonAt(input.unit.unit, dirty.model, dirty.call.start);
	if (reason === null || isCalledForNothing(input, dirty, reason)) return null;
	const own = reason.steps.every((step) => step.model === dirty.model);
	return draftFinding({
		code: "PF305",
		confidence: own ? "certain" : "likely",
		model: dirty.model,
		at: dirty.call.start,
		message: `${dirty.name}() may sleep on the page lock, and ${reason.words}; release the pages from process context, such as a work item`,
		notes: reason.steps.map(({ at, text }) => ({ at, message: text })),
		acquire:
			input.sites.find((site) => site.dirties.includes(dirty))?.acquire.call
				.start ?? null,
	});
}

/** `put_pages(list, dirty)` called with 0 for dirty: the release then does not wait for the page lock. */
function isCalledForNothing(
	input: CheckInput,
	dirty: DirtyCall,
	reason: AtomicReason,
): boolean {
	if (dirty.entry.role !== "release") return false;
	const roles = input.unit.vocabulary.roles(
		dirty.entry,
		dirty.call.args.length,
	);
	const mark = dirty.call.args[roles.indexOf("dirty")];
	const index =
		mark?.kind === "identifier"
			? dirty.model.parameters.indexOf(mark.name)
			: -1;
	const [step] = reason.steps;
	if (index < 0 || step === undefined || step.model === dirty.model)
		return false;
	const call = (
		callIndexOf(input.unit.unit).byName.get(dirty.model.name) ?? []
	).find((entry) => entry.call.start === step.at);
	const given = call?.call.args[index];
	return (
		given !== undefined &&
		(isNull(given) || (given.kind === "identifier" && given.name === "false"))
	);
}
