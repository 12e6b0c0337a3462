// Everything that a local variable is set to.

import type { Expression, Statement } from "#csource/syntax.ts";
import { substatementsOf } from "#csource/walk.ts";
import type { FunctionModel } from "./function-model.ts";

/** Everything a local is set to. */
export function valuesOf(
	model: FunctionModel,
	name: string,
): readonly Expression[] {
	const found: Expression[] = [];
	const visit = (statement: Statement): void => {
		if (statement.kind === "declaration")
			for (const { name: declared, initial } of statement.declarators)
				if (declared === name && initial !== null) found.push(initial);
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(model.syntax.body);
	for (const { target, value } of model.assignments)
		if (target.kind === "identifier" && target.name === name) found.push(value);
	return found;
}
