// Whether the number of pages that a function lets go of may be a negative errno: a loop up to it does nothing, the call that
// takes the loop's place would take it for billions of pages.

import { isSigned } from "#csource/integer-type.ts";
import type { Expression, Statement } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "#lifecycle/function-context.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";

/**
 * For a count that is a signed parameter: some caller gives it what an acquire call returned, and has not returned by
 * itself where that is negative. Counts that are local are judged by their paths (PF501). Errs: follows one call up.
 */
export function mayBeNegative(
	context: UnitContext,
	model: FunctionModel,
	count: Expression,
): boolean {
	if (count.kind !== "identifier") return false;
	const index = model.parameters.indexOf(count.name);
	const type = model.types.get(count.name);
	if (index < 0 || type === undefined || !isSigned(type)) return false;
	const calls = callIndexOf(context.unit).byName.get(model.name) ?? [];
	return calls.some(({ model: caller, call }) => {
		const argument = call.args[index];
		return (
			argument?.kind === "identifier" &&
			keepsResult(context, caller, argument.name) &&
			!isTested(caller, argument.name, call.start)
		);
	});
}

/** The variable is given the result of an acquire call, or of a function that comes back with a hold. */
function keepsResult(
	context: UnitContext,
	caller: FunctionModel,
	name: string,
): boolean {
	return callIndexOf(context.unit).assignments.some(
		({ model, target, value }) => {
			if (model !== caller || target.kind !== "identifier") return false;
			const called = value.kind === "call" ? calleeName(value) : null;
			if (target.name !== name || called === null) return false;
			const resolved = context.unit.resolve(called);
			return (
				context.vocabulary.acquire(resolved) !== null ||
				context.wrappers.has(resolved)
			);
		},
	);
}

/** `if (n < 0) return …;` before, `if (n > 0)` or `if (n < 0) … else` around. */
export function isTested(
	caller: FunctionModel,
	name: string,
	at: number,
): boolean {
	let tested = false;
	visitStatement(caller.syntax.body, (statement) => {
		if (statement.kind !== "if" || statement.start > at) return;
		const inside = statement.then.start <= at && at < statement.then.end;
		if (inside && compares(statement.test, name, /^(>|>=)$/)) tested = true;
		const { otherwise } = statement;
		if (
			otherwise !== null &&
			otherwise.start <= at &&
			at < otherwise.end &&
			compares(statement.test, name, /^(<|<=)$/)
		)
			tested = true;
		if (
			statement.end <= at &&
			compares(statement.test, name, /^(<|<=)$/) &&
			returns(statement.then)
		)
			tested = true;
	});
	return tested;
}

function compares(test: Expression, name: string, op: RegExp): boolean {
	let found = false;
	visitExpression(test, (part) => {
		if (
			part.kind === "binary" &&
			op.test(part.op) &&
			part.left.kind === "identifier" &&
			part.left.name === name &&
			part.right.kind === "number"
		)
			found = true;
		return true;
	});
	return found;
}

function returns(statement: Statement): boolean {
	const last = statement.kind === "block" ? statement.body.at(-1) : statement;
	return last?.kind === "return";
}
