// Whether a value is memory that this function alone knows.

import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext } from "../function-context.ts";
import { isContainer, rootVariable } from "../place.ts";

/** The variable of this function whose memory the value is; null where it is none. */
export function ownMemory(
	context: FunctionContext,
	value: Expression,
): string | null {
	const root = isWhole(value) ? rootVariable(value) : null;
	if (root === null || context.origins.get(root) !== "own") return null;
	const type = context.model.types.get(root);
	return type !== undefined && isContainer(type) ? root : null;
}

export function isWhole(value: Expression): boolean {
	return (
		value.kind === "identifier" ||
		value.kind === "address" ||
		value.kind === "cast"
	);
}
