// PF305: a call that waits for the page lock where the caller must not sleep.

import { conjuncts } from "#csource/conjuncts.ts";
import type { Expression } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import {
	type AtomicReason,
	atomicReasonAt,
} from "#lifecycle/context/atomic-functions.ts";
import type { DirtyCall } from "#lifecycle/graph/hold-graph.ts";
import { isFalse } from "#lifecycle/kernel-idioms.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
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
	const decides = isDecidedBeside(input, dirty);
	const own = reason.steps.every((step) => step.model === dirty.model);
	return draftFinding({
		code: "PF305",
		confidence: decides ? "possible" : own ? "certain" : "likely",
		model: dirty.model,
		at: dirty.call.start,
		message: `${dirty.name}() may sleep on the page lock, and ${reason.words}${own ? "" : ", the way of the notes taken"}; release the pages from process context, such as a work item`,
		notes: reason.steps.map(({ at, text }) => ({ at, message: text })),
		acquire:
			input.sites.find((site) => site.dirties.includes(dirty))?.acquire.call
				.start ?? null,
	});
}

/** `put_pages(list, dirty)` called with 0 for dirty: nothing is marked then, and nothing waits for the page lock. */
function isCalledForNothing(
	input: CheckInput,
	dirty: DirtyCall,
	reason: AtomicReason,
): boolean {
	const [step] = reason.steps;
	const { model, entry, call } = dirty;
	if (step === undefined || step.model === model) return false;
	const caller = (
		callIndexOf(input.unit.unit).byName.get(model.name) ?? []
	).find((one) => one.call.start === step.at);
	const isOff = (expression: Expression | undefined): boolean => {
		if (expression?.kind !== "identifier") return false;
		const given = caller?.call.args[model.parameters.indexOf(expression.name)];
		return given !== undefined && isFalse(given);
	};
	const roles = input.unit.vocabulary.roles(entry, call.args.length);
	return (
		isOff(call.args[roles.indexOf("dirty")]) ||
		testsAround(model, call).some(isOff)
	);
}

/** `if (async && dirty) defer(bio); else bio_release_pages(bio, dirty);`: the code has thought of it. */
function isDecidedBeside(
	input: CheckInput,
	{ entry, call, model }: DirtyCall,
): boolean {
	const roles = input.unit.vocabulary.roles(entry, call.args.length);
	const mark = call.args[roles.indexOf("dirty")];
	if (mark?.kind !== "identifier") return false;
	let found = false;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "if" || statement.otherwise === null) return;
		if (!(statement.start <= call.start && call.end <= statement.end)) return;
		visitExpression(statement.test, (part) => {
			if (part.kind === "identifier" && part.name === mark.name) found = true;
			return !found;
		});
	});
	return found;
}

/** What must be true for the call to be reached: the parts of the tests whose true arm it is in. */
function testsAround(
	model: FunctionModel,
	call: Expression,
): readonly Expression[] {
	const found: Expression[] = [];
	visitStatement(model.syntax.body, (statement) => {
		if (
			statement.kind === "if" &&
			statement.then.start <= call.start &&
			call.end <= statement.then.end
		)
			found.push(...conjuncts(statement.test));
	});
	return found;
}
