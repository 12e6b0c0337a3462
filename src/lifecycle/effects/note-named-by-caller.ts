// A page number that is found to follow those the caller has: `if (pfn != *base + count) break; count++;`. Whoever knows the
// first one and how many there are can name it.

import type { Expression } from "#csource/syntax.ts";
import { namesOf, visitExpression } from "#csource/walk.ts";
import type { FunctionContext } from "../function-context.ts";
import { type PathState, withHold } from "../paths/path-state.ts";
import { rootVariable } from "../place.ts";

/** Errs: a number that is only compared counts as known to the caller (may miss a leak of it). */
export function noteNamedByCaller(
	context: FunctionContext,
	state: PathState,
	test: Expression,
	taken: boolean,
): PathState {
	if (test.kind !== "binary" || test.op !== (taken ? "==" : "!=")) return state;
	let after = state;
	for (const [number, other] of [
		[test.left, test.right],
		[test.right, test.left],
	] as const) {
		if (number.kind !== "identifier" || !isOfCaller(context, other)) continue;
		for (const hold of after.holds.values())
			if (hold.status === "held" && hold.owners.has(number.name))
				after = withHold(after, { ...hold, status: "stored" });
	}
	return after;
}

/** `*base + count`: what a parameter points to, and a sum with it. */
function isOfCaller(
	{ origins }: FunctionContext,
	expression: Expression,
): boolean {
	if (expression.kind !== "binary" || expression.op !== "+") return false;
	if (namesOf(expression).size < 2) return false;
	let found = false;
	visitExpression(expression, (part) => {
		if (part.kind === "dereference" || part.kind === "member")
			found ||= origins.get(rootVariable(part) ?? "") === "caller";
		return !found;
	});
	return found;
}
