// PF305: a call that waits for the page lock where the caller must not sleep.

import { defersToWork } from "#catalog/atomic-context.ts";
import { conjuncts } from "#csource/conjuncts.ts";
import type { Expression } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import {
	type AtomicReason,
	atomicReasonAt,
	decidesItself,
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
	if (reason === null) return judgeFromBeside(input, dirty);
	if (isCalledForNothing(input, dirty, reason)) return null;
	const decides = isDecidedBeside(input, dirty);
	const own = reason.steps.every((step) => step.model === dirty.model);
	return draftFinding({
		code: "PF305",
		confidence: decides ? "possible" : own ? "certain" : "likely",
		model: dirty.model,
		at: dirty.call.start,
		message: `${dirty.name}() may sleep on the page lock, and ${reason.words}${own ? "" : ", the way of the notes taken"}; release the pages from process context, such as a work item`,
		notes: reason.steps.map(({ at, text }) => ({ at, message: text })),
		acquire: acquireOf(input, dirty),
	});
}

/** Another file of the driver calls the function in atomic context, through others. Errs: says nothing where a parameter decides. */
function judgeFromBeside(
	input: CheckInput,
	dirty: DirtyCall,
): DraftFinding | null {
	const { unit } = input.unit;
	const { model, name, call } = dirty;
	if (model.syntax.isStatic || decidesItself(unit, model)) return null;
	const mark = markOf(input, dirty);
	const isGiven = (part: Expression | null): boolean =>
		part?.kind === "identifier" && model.parameters.includes(part.name);
	if (isGiven(mark) || testsAround(model, call).some(isGiven)) return null;
	const way = unit.atomicBeside(model.name);
	if (way === null) return null;
	return draftFinding({
		code: "PF305",
		confidence: "likely",
		model,
		at: call.start,
		message: `${name}() may sleep on the page lock, and ${way.names[0]}() is ${way.runs} (${way.path}) that comes here, the way ${way.names.map((one) => `${one}()`).join(", ")} taken; release the pages from process context, such as a work item`,
		acquire: acquireOf(input, dirty),
	});
}

/** The argument that says whether to mark; null where the call always does. */
function markOf(
	input: CheckInput,
	{ entry, call }: DirtyCall,
): Expression | null {
	const roles = input.unit.vocabulary.roles(entry, call.args.length);
	return call.args[roles.indexOf("dirty")] ?? null;
}

function acquireOf(input: CheckInput, dirty: DirtyCall): number | null {
	return (
		input.sites.find((site) => site.dirties.includes(dirty))?.acquire.call
			.start ?? null
	);
}

/** `put_pages(list, dirty)` called with 0 for dirty: nothing is marked then, and nothing waits for the page lock. */
function isCalledForNothing(
	input: CheckInput,
	dirty: DirtyCall,
	reason: AtomicReason,
): boolean {
	const [step] = reason.steps;
	const { model, call } = dirty;
	if (step === undefined || step.model === model) return false;
	const caller = (
		callIndexOf(input.unit.unit).byName.get(model.name) ?? []
	).find((one) => one.call.start === step.at);
	const isOff = (expression: Expression | undefined): boolean => {
		if (expression?.kind !== "identifier") return false;
		const given = caller?.call.args[model.parameters.indexOf(expression.name)];
		return given !== undefined && isFalse(given);
	};
	return (
		isOff(markOf(input, dirty) ?? undefined) ||
		testsAround(model, call).some(isOff)
	);
}

/**
 * `if (async && dirty) defer(bio); else bio_release_pages(bio, dirty);`: the code has thought of it, and asks for the mark, or
 * leaves it to a work item in the other arm.
 */
function isDecidedBeside(input: CheckInput, dirty: DirtyCall): boolean {
	const { call, model } = dirty;
	const mark = markOf(input, dirty);
	const isMark = (part: Expression): boolean =>
		mark?.kind === "identifier" &&
		part.kind === "identifier" &&
		part.name === mark.name;
	let found = false;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "if" || statement.otherwise === null) return;
		const { otherwise, test, then } = statement;
		if (!(statement.start <= call.start && call.end <= statement.end)) return;
		visitExpression(test, (part) => {
			if (isMark(part)) found = true;
			return !found;
		});
		const other = otherwise.start <= call.start ? then : otherwise;
		found ||= (
			callIndexOf(input.unit.unit).byFunction.get(model.key) ?? []
		).some(
			(one) =>
				other.start <= one.call.start &&
				one.call.end <= other.end &&
				defersToWork(one.name),
		);
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
