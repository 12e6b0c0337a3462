// Whether an acquire puts its pages behind those that an object has already: `get(…, obj->pages + done)`.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { placeOf, rootVariable } from "../place.ts";
import { argumentWith } from "../roles.ts";

/** Of an object that others know: where the function succeeds, they find the pages there. */
export function isInObjectsArray(
	context: FunctionContext,
	{ acquire, call }: HoldSource,
): boolean {
	const kept =
		acquire === null ? null : argumentWith("pages", acquire.roles, call.args);
	if (kept?.kind !== "binary" || kept.op !== "+") return false;
	const array: Expression = kept.left;
	return (
		context.origins.get(rootVariable(array) ?? "") !== "own" &&
		placeOf(context.unit, context.model, array)?.startsWith("f:") === true
	);
}
