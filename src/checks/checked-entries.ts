// Whether the callers of a function that fails with pages in their array let go of every entry that is filled:
// `for (i = 0; i < n; i++) if (pages[i]) put_page(pages[i]);` (drivers/xen/privcmd.c:unlock_pages, v5.3).

import { includesOffset } from "#csource/extent.ts";
import type { Expression } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import { callsOf } from "#lifecycle/counts/count-origins.ts";
import type { UnitContext } from "#lifecycle/function-context.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { rootVariable } from "#lifecycle/place.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";

/** parameter: the name under which the function has the array. Errs: takes an array that is not zeroed for one that is. */
export function callersCheckEntries(
	context: UnitContext,
	model: FunctionModel,
	parameter: string,
): boolean {
	const index = model.parameters.indexOf(parameter);
	const calls = callsOf(context.unit, model.name);
	return (
		index >= 0 &&
		calls.length > 0 &&
		calls.every(({ model: caller, call }) => {
			const argument = call.args[index];
			const array = argument === undefined ? null : rootVariable(argument);
			return array !== null && letsGoOfFilled(context, caller, array);
		})
	);
}

/** By itself or by a function of the unit that it gives the array to. */
function letsGoOfFilled(
	context: UnitContext,
	model: FunctionModel,
	array: string,
): boolean {
	if (releasesChecked(context, model, array)) return true;
	return model.calls.some((call) => {
		const name = calleeName(call);
		const helper =
			name === null
				? undefined
				: context.unit.functions.get(context.unit.resolve(name));
		return call.args.some((argument, index) => {
			const parameter = helper?.parameters[index];
			return (
				helper !== undefined &&
				parameter !== undefined &&
				rootVariable(argument) === array &&
				releasesChecked(context, helper, parameter)
			);
		});
	});
}

/** A release of an element stands under a test of the element. */
function releasesChecked(
	{ graph }: UnitContext,
	model: FunctionModel,
	array: string,
): boolean {
	const released = graph.releases.filter(
		({ model: own, call }) =>
			own === model &&
			call.args.some((argument) => rootVariable(argument) === array),
	);
	let found = false;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "if" || !testsElement(statement.test, array)) return;
		if (released.some(({ call }) => includesOffset(statement.then, call.start)))
			found = true;
	});
	return found;
}

function testsElement(test: Expression, array: string): boolean {
	let found = false;
	visitExpression(test, (part) => {
		if (
			(part.kind === "index" || part.kind === "dereference") &&
			rootVariable(part) === array
		)
			found = true;
		return !found;
	});
	return found;
}
