// Whether an expression has the pages of a hold in it.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { HoldState } from "../paths/path-state.ts";
import { isErrorValue, type Value } from "../paths/value.ts";
import { placeOf, rootVariable } from "../place.ts";
import { isCountPlace } from "./note-store.ts";

/** Whether an expression is a place of the hold: used for returns. */
export function carries(
	context: FunctionContext,
	source: HoldSource,
	hold: HoldState,
	expression: Expression,
	value: Value | null,
): boolean {
	if (isErrorValue(value) || (value?.kind === "constant" && value.value === 0))
		return false;
	const places = context.graph.sources(context.model, expression);
	if (
		places.some(
			(place) => source.places.has(place) && !isCountPlace(source, place),
		)
	)
		return true;
	// `return ret ? ERR_PTR(ret) : obj;`
	if (expression.kind === "conditional")
		return carries(context, source, hold, expression.whenFalse, value);
	const root = rootVariable(expression);
	if (root === null || !hold.owners.has(root)) return false;
	return placeOf(context.unit, context.model, expression) !== null;
}
