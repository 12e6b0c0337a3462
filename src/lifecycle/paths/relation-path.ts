// Tests of two numbers against each other: `obj->got < want` says the same behind a loop as in its condition.

import type { Expression } from "#csource/syntax.ts";
import type { Cfg } from "#flow/cfg.ts";
import { isNull } from "../kernel-idioms.ts";
import { pathText } from "../place.ts";
import { isComparison } from "./operators.ts";

/**
 * The name a path's facts keep the test by: below the name of the left side, so that a new value of that ends it. null where it
 * compares anything else than the values of a path and a variable.
 */
export function relationPath(expression: Expression): string | null {
	if (expression.kind !== "binary" || !isComparison(expression.op)) return null;
	const { op, left, right } = expression;
	if (right.kind !== "identifier" || isNull(right)) return null;
	const path = pathText(left);
	return path === null ? null : `${path}.?${op}${right.name}`;
}

export function isRelationPath(path: string): boolean {
	return path.includes(".?");
}

/** The fact is of another value once the variable has changed. */
export function isRelationWith(path: string, variable: string): boolean {
	const at = path.indexOf(".?");
	return at >= 0 && path.endsWith(variable)
		? path.slice(at + 2).replace(/^[<>=!]+/, "") === variable
		: false;
}

/** Those that the function makes more than once. */
export function relationsTestedAgain(cfg: Cfg): readonly string[] {
	const tests = cfg.nodes.flatMap(({ action }) =>
		action.kind === "branch" ? (relationPath(action.test) ?? []) : [],
	);
	return tests.filter((path, index) => tests.indexOf(path) < index);
}
