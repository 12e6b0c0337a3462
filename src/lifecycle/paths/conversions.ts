// The conversions of C that make a huge number of a negative errno.

import { integerTypeOf, isUnsigned } from "#csource/integer-type.ts";
import type { Expression } from "#csource/syntax.ts";
import type { FunctionContext } from "../function-context.ts";
import { typeOf } from "../place.ts";
import { negative, signsOf, type Value } from "./value.ts";

/** What a declared variable makes of a value: an errno in an unsigned one is a huge number. */
export function convert(
	context: FunctionContext,
	target: Expression,
	value: Value,
): Value {
	if (signsOf(value) !== negative) return value;
	const type = typeOf(context.unit, context.model, target);
	if (type === null || type.pointers > 0) return value;
	return isUnsigned(type) ? { kind: "wrapped" } : value;
}

/** The usual arithmetic conversions: beside an unsigned number at least as wide, a negative one is huge (C11 6.3.1.8). */
export function promote(
	context: FunctionContext,
	own: Expression,
	other: Expression,
	value: Value,
): Value {
	if (signsOf(value) !== negative || value.kind === "error-pointer")
		return value;
	const unsignedRank =
		other.kind === "sizeof" ? 3 : rankOf(context, other, true);
	if (unsignedRank === null) return value;
	return unsignedRank >= (rankOf(context, own, false) ?? 2)
		? { kind: "wrapped" }
		: value;
}

/** Conversion rank on a 64-bit kernel: 2 for int, 3 for long; null where the type is unknown or of the other signedness. */
function rankOf(
	context: FunctionContext,
	expression: Expression,
	unsigned: boolean,
): number | null {
	const operand = expression.kind === "assign" ? expression.target : expression;
	if (!/^(identifier|member|cast|dereference|index)$/.test(operand.kind))
		return null;
	const type = typeOf(context.unit, context.model, operand);
	const integer = type === null ? null : integerTypeOf(type);
	if (integer === null) return null;
	// What is narrower than an int becomes one, with a sign.
	if (integer.bits < 32) return unsigned ? null : 2;
	if (integer.isSigned === unsigned) return null;
	return integer.bits === 64 ? 3 : 2;
}
