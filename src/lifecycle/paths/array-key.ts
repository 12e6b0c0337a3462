// Names the memory that an expression denotes on a path, so that two mentions of the same pages can be told to be the same.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext } from "../function-context.ts";
import { pathText, rootVariable } from "../place.ts";
import type { PathState } from "./path-state.ts";
import { identityKey } from "./value.ts";

/** The pages that an expression denotes, so that two mentions of the same pages on one path are equal; null: not a plain path. */
export function arrayKey(
	context: FunctionContext,
	state: PathState,
	expression: Expression,
): string | null {
	switch (expression.kind) {
		case "cast":
			return arrayKey(context, state, expression.operand);
		case "address": {
			const { operand } = expression;
			// `&pages[0]` is pages; `&page` is the memory of one page pointer.
			if (operand.kind === "index" && isZero(operand.index))
				return arrayKey(context, state, operand.object);
			if (operand.kind === "index")
				return partKey(context, state, operand.object, operand.index);
			const path = pathText(operand);
			return path === null ? null : `&${path}`;
		}
		case "binary":
			return expression.op === "+"
				? partKey(context, state, expression.left, expression.right)
				: null;
		case "identifier":
		case "member": {
			const path = pathText(expression);
			if (path === null) return null;
			const known = state.env.get(path);
			if (known !== undefined) return identityKey(known);
			const root = rootVariable(expression);
			const value = root === null ? undefined : state.env.get(root);
			if (root === null || value === undefined) return `$${path}`;
			return `${identityKey(value)}${path.slice(root.length)}`;
		}
		default:
			return null;
	}
}

/** `&pages[n]`, `pages + n`: the same array from another entry on. */
function partKey(
	context: FunctionContext,
	state: PathState,
	array: Expression,
	first: Expression,
): string | null {
	const base = arrayKey(context, state, array);
	if (base === null) return null;
	if (first.kind === "number") return `${base}[${first.text}]`;
	const path = pathText(first);
	if (path === null) return null;
	const value = state.env.get(path);
	return `${base}[${value === undefined ? `$${path}` : identityKey(value)}]`;
}

/** The memory that a key names holds that of another: a later part of the same array. */
export function isPartOf(part: string, whole: string): boolean {
	return part.startsWith(`${whole}[`);
}

function isZero(expression: Expression): boolean {
	return expression.kind === "number" && expression.value === 0;
}
