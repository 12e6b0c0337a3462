// Pages that a failure leaves in an object without their number.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { Cfg, CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import { countFieldOf } from "../counts/count-fields.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { calleeName, isNull, isTransparent } from "../kernel-idioms.ts";
import { placeOf } from "../place.ts";
import { argumentWith } from "../roles.ts";
import { resultNames } from "../unit/result-names.ts";
import { asksForOne } from "./asks-for-one.ts";
import type { End } from "./end.ts";
import type { HoldState } from "./path-state.ts";
import { negative, signsOf, type Value } from "./value.ts";

/** A failure after which nobody can release what is in the object: how many pages there are was told to none. */
export function isLostInObject(
	context: FunctionContext,
	{ node, source, hold, value }: End,
): boolean {
	if (hold.status !== "stored") return false;
	return (
		isForgottenInObject(context, source, hold, value) ||
		isUncountedInObject(context, node, source, hold, value)
	);
}

/** Part of what was asked for went straight into an array of an object, and the failure hides how much. */
function isForgottenInObject(
	context: FunctionContext,
	source: HoldSource,
	hold: HoldState,
	value: Value | null,
): boolean {
	if (hold.part !== "partial" || hold.countExported || hold.passedTo !== null)
		return false;
	if (value === null || signsOf(value) !== negative || source.acquire === null)
		return false;
	const { entry, roles } = source.acquire;
	const argument = argumentWith("pages", roles, source.call.args);
	if (argument === null || entry.returns !== "count-or-errno") return false;
	if (!tellsCountElsewhere(context, source)) return false;
	return (
		placeOf(context.unit, context.model, argument)?.startsWith("f:") === true
	);
}

/** All that was asked for is in an object, and on no way to this failure its number of pages was set. */
function isUncountedInObject(
	context: FunctionContext,
	node: CfgNode,
	source: HoldSource,
	hold: HoldState,
	value: Value | null,
): boolean {
	if (hold.part !== "full" || hold.countExported || hold.passedTo !== null)
		return false;
	if (value === null || signsOf(value) !== negative) return false;
	if (source.acquire === null || asksForOne(source)) return false;
	const field = countFieldOf(context, source);
	if (field === null) return false;
	const setters = nodesSetting(context.cfg, field);
	return (
		setters.length > 0 &&
		!isBehindDoubt(context.cfg, node.id) &&
		setters.every((setter) => !isReachable(context.cfg, setter, node.id))
	);
}

/** Where it succeeds, the function stores the number it got in the object: without it nobody can release. */
function tellsCountElsewhere(
	context: FunctionContext,
	source: HoldSource,
): boolean {
	const results = resultNames(context.model, source.call);
	return context.model.assignments.some(
		({ target, value }) =>
			target.kind === "member" &&
			value.kind === "identifier" &&
			results.has(value.name),
	);
}

function nodesSetting({ nodes }: Cfg, field: string): readonly number[] {
	return nodes.flatMap((node) => {
		let found = false;
		for (const expression of expressionsAt(node))
			visitExpression(expression, (part) => {
				if (
					part.kind === "assign" &&
					part.target.kind === "member" &&
					part.target.field === field
				)
					found = true;
				return !found;
			});
		return found ? [node.id] : [];
	});
}

/** Behind WARN_ON(…), which never happens, or behind a test for nothing at all. */
function isBehindDoubt({ nodes }: Cfg, id: number): boolean {
	const before = new Set([id]);
	for (const to of before)
		for (const node of nodes) {
			if (!node.successors.some((edge) => edge.to === to)) continue;
			if (node.action.kind !== "branch") before.add(node.id);
			else if (isDoubt(node.action.test)) return true;
		}
	return false;
}

function isDoubt(test: Expression): boolean {
	const name = calleeName(test);
	if (name !== null) return isTransparent(name) && name.startsWith("WARN");
	if (test.kind === "unary")
		return test.op === "!" && test.operand.kind === "identifier";
	return test.kind === "binary" && test.op === "==" && isNull(test.right);
}

function isReachable({ nodes }: Cfg, from: number, to: number): boolean {
	const reached = new Set([from]);
	for (const id of reached)
		for (const edge of nodes[id]?.successors ?? []) reached.add(edge.to);
	return reached.has(to);
}
