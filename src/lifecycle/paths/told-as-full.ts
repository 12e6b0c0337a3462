// Some of the pages that were asked for, told as all of them.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { calleeName, isPrint } from "../kernel-idioms.ts";
import { argumentWith } from "../roles.ts";
import { resultNames } from "../unit/result-names.ts";
import { valuesOf } from "../unit/values-of.ts";
import type { End } from "./end.ts";
import { isRequest } from "./untested-partials.ts";

/**
 * Pages that outlive the function, of which it has only looked whether there was an error: it returns the number it asked for,
 * or success, and the length it was asked for is what the object keeps.
 */
export function isToldAsFull(
	context: FunctionContext,
	{ source, hold, value }: End,
): boolean {
	if (hold.part !== "partial" || hold.measured || hold.fromEarlierRound)
		return false;
	if (source.acquire?.entry.returns !== "count-or-errno" || value === null)
		return false;
	if (!/^(held|stored)$/.test(hold.status) || hold.passedTo !== null)
		return false;
	if (hold.status === "held" && !source.inCallersMemory) return false;
	if (!hold.countExported && isRequest(hold, value)) return true;
	const succeeds = value.kind === "constant" && value.value === 0;
	return (
		succeeds &&
		(hold.countExported
			? storesLength(context, source)
			: isUntold(context, source))
	);
}

/** What the acquire returned is only tested and printed: nobody else can know it. */
function isUntold(context: FunctionContext, { call }: HoldSource): boolean {
	const { assignments, syntax } = context.model;
	const names = resultNames(context.model, call);
	const values: Expression[] = [];
	for (const { value } of assignments) if (value !== call) values.push(value);
	visitStatement(syntax.body, (statement) => {
		if (statement.kind === "return" && statement.value !== null)
			values.push(statement.value);
		if (statement.kind !== "declaration") return;
		for (const { initial } of statement.declarators)
			if (initial !== null && initial !== call) values.push(initial);
	});
	for (const other of context.model.calls) {
		const name = calleeName(other);
		if (other !== call && !(name !== null && isPrint(name)))
			values.push(...other.args);
	}
	let told = names.size === 0;
	for (const value of values)
		visitExpression(value, (part) => {
			if (part.kind === "identifier") told ||= names.has(part.name);
			return !told;
		});
	return !told;
}

/** A field is given the length that the number of pages is computed from. */
function storesLength(
	{ model }: FunctionContext,
	{ acquire, call }: HoldSource,
): boolean {
	const count =
		acquire === null ? null : argumentWith("count", acquire.roles, call.args);
	if (count?.kind !== "identifier") return false;
	const from = new Set<string>();
	for (const value of valuesOf(model, count.name))
		visitExpression(value, (part) => {
			if (part.kind === "identifier" && model.parameters.includes(part.name))
				from.add(part.name);
			return true;
		});
	return model.assignments.some(
		({ target, value }) =>
			target.kind === "member" &&
			value.kind === "identifier" &&
			from.has(value.name) &&
			(model.types.get(value.name)?.pointers ?? 1) === 0 &&
			/size|len/i.test(target.field),
	);
}
