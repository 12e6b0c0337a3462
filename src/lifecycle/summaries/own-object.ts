// Whether an object that a call fills with pages was made by the function that calls, and nobody else knows it.

import type { CallExpression } from "../graph/hold-graph.ts";
import { originsOf } from "../paths/variable-origin.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import type { WrapperSummary } from "./function-summary.ts";

/** The variable of the caller whose own object the call fills; null where others know the object. */
export function ownObjectOf(
	unit: Unit,
	model: FunctionModel,
	call: CallExpression,
	{ keeps }: WrapperSummary,
): string | null {
	if (keeps.object === null || keeps.parameters.length > 0 || keeps.result)
		return null;
	const argument = call.args[keeps.object];
	const variable = argument?.kind === "address" ? argument.operand : argument;
	if (variable?.kind !== "identifier" || !model.types.has(variable.name))
		return null;
	return originsOf(unit, model).get(variable.name) === "own"
		? variable.name
		: null;
}
