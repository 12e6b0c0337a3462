// Which of several shapes a call has, told by the types of its arguments.

import type { ArgumentRole } from "#catalog/entry.ts";
import { integerTypeOf } from "#csource/integer-type.ts";
import type { CType, Expression } from "#csource/syntax.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { typeOf } from "../place.ts";
import { argumentWith } from "../roles.ts";
import type { FunctionModel } from "./function-model.ts";
import type { UnitNames } from "./unit-names.ts";

/**
 * A number where pages are stored, or a pointer where flags or a number of pages are told: that shape is of another release.
 * get_user_pages_remote() with seven arguments is that of Linux 4.9 or that of 5.9 to 6.4.
 */
export function isOddShape(
	unit: UnitNames,
	model: FunctionModel,
	shape: readonly ArgumentRole[],
	{ args }: CallExpression,
): boolean {
	const isNumber = (argument: Expression): boolean =>
		isNumeric(argument) || isScalar(typeOf(unit, model, argument));
	const isPointer = (argument: Expression): boolean => {
		const type = typeOf(unit, model, argument);
		return (
			argument.kind === "address" ||
			(type !== null && type.pointers + type.arrays > 0)
		);
	};
	const pages = argumentWith("pages", shape, args);
	if (pages !== null && isNumber(pages)) return true;
	return (["flags", "count"] as const).some((role) => {
		const argument = argumentWith(role, shape, args);
		return argument !== null && isPointer(argument);
	});
}

function isScalar(type: CType | null): boolean {
	if (type === null) return false;
	const { base, pointers, arrays } = type;
	return (
		integerTypeOf(type) !== null || (base === "bool" && pointers + arrays === 0)
	);
}

/** `1`, `FOLL_WRITE | FOLL_FORCE`; 0 may be a pointer. */
function isNumeric(expression: Expression): boolean {
	if (expression.kind === "number") return expression.value !== 0;
	return expression.kind === "identifier"
		? expression.name.startsWith("FOLL_")
		: expression.kind === "binary" && expression.op === "|";
}
