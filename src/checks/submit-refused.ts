// PF101: pages wait in an object for a callback that never comes, because the function that should start the work failed
// before it took the object, and the caller goes on as if it had not.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import { isKnown } from "#lifecycle/effects/takeover.ts";
import {
	contextOf,
	type FunctionContext,
} from "#lifecycle/function-context.ts";
import type { CallExpression } from "#lifecycle/graph/hold-graph.ts";
import { calleeName, isFree, isTransparent } from "#lifecycle/kernel-idioms.ts";
import { fieldPlace, rootVariable, typeOf } from "#lifecycle/place.ts";
import { endBehindFailure } from "#lifecycle/summaries/failed-call.ts";
import {
	type FillingCall,
	fillingCallsOf,
} from "#lifecycle/summaries/filled-objects.ts";
import { calleesOf } from "#lifecycle/summaries/release-summaries.ts";
import { untouchedFailures } from "#lifecycle/summaries/untouched-failures.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkSubmitRefused: Check = (input) =>
	fillingCallsOf(input.unit).flatMap((filling) => judge(input, filling) ?? []);

interface Submission {
	readonly call: CallExpression;
	readonly target: FunctionModel;
	/** Offsets of its failures. */
	readonly failures: readonly number[];
}

/** The first submission of an object of this function, with its pages, whose failure nobody makes good. */
function judge(input: CheckInput, filling: FillingCall): DraftFinding | null {
	const { model, owner } = filling;
	const site = input.sites.find(({ acquire }) =>
		filling.acquires.includes(acquire.call.start),
	);
	if (site === undefined || site.releases.length === 0) return null;
	const context = contextOf(input.unit, model);
	if (context.origins.get(owner) !== "own") return null;
	for (const call of model.calls) {
		if (call.start <= filling.call.start || !hasObject(context, call, owner))
			continue;
		const submission = submissionOf(context, call, owner);
		if (submission === null) {
			if (!isHarmless(context, call)) return null;
			continue;
		}
		if (isKnownElsewhere(input, context, owner, call)) return null;
		const exit = endBehindFailure(context.cfg, call, (node) =>
			mayLetGo(context, node, call, owner),
		);
		return exit === null
			? null
			: report(context, filling, submission, exit, site.acquire.call.start);
	}
	return null;
}

function hasObject(
	context: FunctionContext,
	call: CallExpression,
	owner: string,
): boolean {
	return call.args.some((arg) => isObject(context, arg, owner));
}

/** The object, a part of it by address, or objects it points to; not a number in it, nor an address of user memory. */
function isObject(
	context: FunctionContext,
	arg: Expression,
	owner: string,
	types: "known" | "unknown too" = "known",
): boolean {
	if (arg.kind === "cast") return isObject(context, arg.operand, owner, types);
	if (rootVariable(arg) !== owner) return false;
	if (arg.kind !== "member" && arg.kind !== "index")
		return arg.kind === "identifier" || arg.kind === "address";
	const type = typeOf(context.unit, context.model, arg);
	if (type === null) return types === "unknown too";
	return type.pointers > 0 && /^(struct|union) /.test(type.base);
}

/** A call of a function of the unit that can fail without having taken the object. */
function submissionOf(
	context: FunctionContext,
	call: CallExpression,
	owner: string,
): Submission | null {
	if (isFilling(context, call)) return null;
	for (const name of calleesOf(context.unit, call)) {
		const target = context.unit.functions.get(name);
		if (target === undefined || releases(context, call, owner)) continue;
		const given = target.parameters.filter((_, index) => {
			const arg = call.args[index];
			return arg !== undefined && isObject(context, arg, owner);
		});
		const failures = untouchedFailures(context, target, given);
		if (failures.length > 0) return { call, target, failures };
	}
	return null;
}

function isFilling(context: FunctionContext, call: CallExpression): boolean {
	return fillingCallsOf(context).some((filling) => filling.call === call);
}

/** Frees, prepares or only looks; or takes more pages. */
function isHarmless(context: FunctionContext, call: CallExpression): boolean {
	if (isFilling(context, call)) return true;
	const written = calleeName(call);
	if (written === null) return false;
	const name = context.unit.resolve(written);
	return isFree(name) || isTransparent(name) || isKnown(context, name, call);
}

/** Also list_add() and its kin, by which others come to know the object. */
function mayKeep(context: FunctionContext, call: CallExpression): boolean {
	const written = calleeName(call);
	const name = written === null ? null : context.unit.resolve(written);
	if (name === null) return true;
	return (
		context.vocabulary.derivations(name).length > 0 ||
		!isHarmless(context, call)
	);
}

/** The callee lets go of pages through what it is given of the object. */
function releases(
	context: FunctionContext,
	call: CallExpression,
	owner: string,
): boolean {
	if (context.releasing.has(call.start)) return true;
	return calleesOf(context.unit, call).some((callee) => {
		const summary = context.releases.get(callee);
		return [...(summary?.parameters ?? [])].some((index) => {
			const arg = call.args[index];
			return arg !== undefined && rootVariable(arg) === owner;
		});
	});
}

/**
 * The object was given to others before: in a list, or in a field that some function reads. They may let the pages go.
 */
function isKnownElsewhere(
	input: CheckInput,
	context: FunctionContext,
	owner: string,
	submission: CallExpression,
): boolean {
	const { unit } = input.unit;
	const given = context.model.calls.some(
		(call) =>
			call.start < submission.start &&
			hasObject(context, call, owner) &&
			mayKeep(context, call) &&
			!calleesOf(unit, call).some((name) => unit.functions.has(name)),
	);
	if (given) return true;
	return context.model.assignments.some(({ target, value }) => {
		if (target.kind !== "member" || !isObject(context, value, owner))
			return false;
		if (value.kind === "member" || rootVariable(target) === owner) return false;
		const tag = typeOf(unit, context.model, target.object)?.base ?? null;
		const place = fieldPlace(tag, target.field);
		return [...unit.functions.values()].some((model) =>
			model.members.some(
				(member) =>
					member.field === target.field &&
					!model.assignments.some((other) => other.target === member) &&
					fieldPlace(
						typeOf(unit, model, member.object)?.base ?? tag,
						member.field,
					) === place,
			),
		);
	});
}

/** A release, or a function that gets the object and may let its pages go. */
function mayLetGo(
	context: FunctionContext,
	node: CfgNode,
	submission: CallExpression,
	owner: string,
): boolean {
	let found = false;
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (part.kind === "call" && part !== submission) {
				if (isFilling(context, part)) return true;
				if (releases(context, part, owner)) found = true;
				const isIts = part.args.some((arg) =>
					isObject(context, arg, owner, "unknown too"),
				);
				if (isIts && !isHarmless(context, part)) found = true;
			}
			return !found;
		});
	return found;
}

function report(
	context: FunctionContext,
	filling: FillingCall,
	{ call, target, failures }: Submission,
	exit: CfgNode,
	acquire: number,
): DraftFinding {
	const name = target.name;
	const [taken] = [calleeName(filling.call) ?? "the call"];
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model: context.model,
		at: exit.action.kind === "exit" ? exit.end - 1 : exit.start,
		message: `when ${name}() fails, nobody has taken the pages from ${taken}() over, and they are not released here`,
		notes: [
			{ at: filling.call.start, message: "acquired here" },
			{ at: call.start, message: `${name}() is to take them over` },
			...failures.slice(0, 3).map((at) => ({
				at,
				message: "gives up here, before it has done anything with them",
			})),
		],
		acquire,
	});
}
