// Failures of a function before it has done anything with an object it was given: the object is still the caller's.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import { isKnown } from "../effects/takeover.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import {
	calleeName,
	isErrorNumber,
	isNull,
	isTransparent,
} from "../kernel-idioms.ts";
import { rootVariable } from "../place.ts";
import { callIndexOf } from "../unit/call-index.ts";
import { graphOf } from "../unit/function-graph.ts";
import type { FunctionModel } from "../unit/function-model.ts";

/**
 * Offsets of returns of an errno that are reached without storing the objects, handing them on or releasing through them.
 * A function that refuses nothing but a missing argument is taken to refuse nothing.
 * Errs: does not know which failures a certain caller can meet.
 */
export function untouchedFailures(
	context: UnitContext,
	model: FunctionModel,
	parameters: readonly string[],
): readonly number[] {
	const { nodes, entry } = graphOf(model);
	const aliases = aliasesOf(context, model, parameters);
	const found: number[] = [];
	/** Whether a test of something else than an argument stands between the entry and the node. */
	const seen = new Set<string>();
	const queue: { id: number; tested: boolean }[] = [
		{ id: entry, tested: false },
	];
	for (const { id, tested } of queue) {
		const node = nodes[id];
		if (node === undefined || seen.has(`${id}${tested}`)) continue;
		seen.add(`${id}${tested}`);
		if (node.action.kind === "return") {
			const { value } = node.action;
			if (tested && value !== null && isErrno(value)) found.push(node.start);
			continue;
		}
		if (touches(context, model, node, aliases)) continue;
		const decides =
			node.action.kind === "branch" &&
			!testsArgument(node.action.test, model.parameters);
		for (const { to } of node.successors)
			queue.push({ id: to, tested: tested || decides });
	}
	return [...new Set(found)].sort((a, b) => a - b);
}

/** The parameters and the variables that are made from them. */
function aliasesOf(
	context: UnitContext,
	model: FunctionModel,
	parameters: readonly string[],
): ReadonlySet<string> {
	const aliases = new Set(parameters);
	const assignments = callIndexOf(context.unit).assignments.filter(
		(assignment) => assignment.model === model,
	);
	for (let before = -1; before < aliases.size; ) {
		before = aliases.size;
		for (const { target, value } of assignments)
			if (target.kind === "identifier" && isMadeOf(value, aliases))
				aliases.add(target.name);
	}
	return aliases;
}

function isMadeOf(value: Expression, aliases: ReadonlySet<string>): boolean {
	if (value.kind === "cast") return isMadeOf(value.operand, aliases);
	if (value.kind === "call")
		return value.args.some((arg) => isMadeOf(arg, aliases));
	const root = rootVariable(value);
	return root !== null && aliases.has(root);
}

/** What the node evaluates stores the object somewhere, gives it to a function, or calls one that it keeps. */
function touches(
	context: UnitContext,
	model: FunctionModel,
	node: CfgNode,
	aliases: ReadonlySet<string>,
): boolean {
	let found = false;
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (part.kind === "call")
				found ||= isTouchingCall(context, model, part, aliases);
			if (part.kind === "assign")
				found ||=
					part.target.kind !== "identifier" &&
					!aliases.has(rootVariable(part.target) ?? "") &&
					isObject(part.value, aliases);
			return !found;
		});
	return found;
}

function isTouchingCall(
	context: UnitContext,
	model: FunctionModel,
	call: CallExpression,
	aliases: ReadonlySet<string>,
): boolean {
	const written = calleeName(call);
	if (written === null) {
		const root = rootVariable(call.callee);
		if (root !== null && aliases.has(root)) return true;
	} else {
		const name = context.unit.resolve(written);
		if (isTransparent(name)) return false;
		const inside = context.unit.functions.has(name);
		if (!inside && isKnown({ ...context, model }, name, call)) return false;
	}
	return call.args.some((arg) => isObject(arg, aliases));
}

/** The object, a part of it by address, or something it points to; not a number in it. */
function isObject(
	expression: Expression,
	aliases: ReadonlySet<string>,
): boolean {
	if (expression.kind === "cast") return isObject(expression.operand, aliases);
	const root = rootVariable(expression);
	return (
		root !== null &&
		aliases.has(root) &&
		(expression.kind === "identifier" ||
			expression.kind === "address" ||
			expression.kind === "index")
	);
}

/** `-EINVAL`, `ERR_PTR(-EBUSY)`. */
function isErrno(value: Expression): boolean {
	if (value.kind === "unary" && value.op === "-")
		return (
			value.operand.kind === "identifier" && isErrorNumber(value.operand.name)
		);
	return (
		value.kind === "call" &&
		calleeName(value) === "ERR_PTR" &&
		value.args[0] !== undefined &&
		isErrno(value.args[0])
	);
}

/** `!dev`, `dev == NULL`: callers do not pass what such a test refuses. */
function testsArgument(
	test: Expression,
	parameters: readonly string[],
): boolean {
	if (test.kind === "unary" && test.op === "!")
		return testsArgument(test.operand, parameters);
	if (test.kind === "call" && isTransparent(calleeName(test) ?? ""))
		return test.args.every((arg) => testsArgument(arg, parameters));
	if (test.kind === "binary" && /^[=!]=$/.test(test.op))
		return isNull(test.right) && testsArgument(test.left, parameters);
	return test.kind === "identifier" && parameters.includes(test.name);
}
