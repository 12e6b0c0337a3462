// The declared type of what keeps the result of a call.

import type { CType, Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "../function-context.ts";
import { typeOf } from "../place.ts";
import type { FunctionModel } from "./function-model.ts";

/** null where the result goes into no variable or field, or into one of unknown type. */
export function resultTypeOf(
	context: UnitContext & { readonly model: FunctionModel },
	call: Expression,
): CType | null {
	const { model, unit } = context;
	for (const { target, value } of model.assignments)
		if (value === call) return typeOf(unit, model, target);
	let type: CType | null = null;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const declarator of statement.declarators)
			if (declarator.initial === call) type = declarator.type;
	});
	return type;
}
