// Tests of one flag: `flags & MAP_PIN` says the same at the beginning of a function and at its end.

import type { Expression } from "#csource/syntax.ts";
import { pathText } from "../place.ts";

/**
 * The name a path's facts keep the test by: below the name of the variable, so that a new value of the variable ends it.
 * null where it is no test of constant flags of one variable.
 */
export function maskPath(expression: Expression): string | null {
	if (expression.kind !== "binary" || expression.op !== "&") return null;
	const path = pathText(expression.left);
	const mask = maskOf(expression.right);
	return path === null || mask === null ? null : `${path}.&${mask}`;
}

/** A constant of the preprocessor or of an enum, by convention in capitals, or a number. */
function maskOf(mask: Expression): string | null {
	if (mask.kind === "number")
		return mask.value === null ? null : String(mask.value);
	return mask.kind === "identifier" && /^[A-Z][A-Z0-9_]*$/.test(mask.name)
		? mask.name
		: null;
}

export function isMaskPath(path: string): boolean {
	return path.includes(".&");
}
