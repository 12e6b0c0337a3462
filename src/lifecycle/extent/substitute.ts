// What a function says of its parameters, said of the arguments of a call.

import type { Expression } from "#csource/syntax.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import type { ReleaseExtent } from "./release-extent.ts";

export function substituteExtent(
	model: FunctionModel,
	call: CallExpression,
	extent: ReleaseExtent,
): ReleaseExtent | null {
	const array = substitute(model, call, extent.array);
	const count =
		extent.count === null ? null : substitute(model, call, extent.count);
	const index =
		extent.index === null ? null : substitute(model, call, extent.index);
	const first =
		extent.first === null ? null : substitute(model, call, extent.first);
	if (
		array === null ||
		(count === null) !== (extent.count === null) ||
		(index === null) !== (extent.index === null) ||
		(first === null) !== (extent.first === null)
	)
		return null;
	const guards = extent.guards.map((guard) => substitute(model, call, guard));
	if (guards.some((guard) => guard === null)) return null;
	return {
		...extent,
		array,
		count,
		index,
		first,
		guards: guards.filter((guard) => guard !== null),
	};
}

/** An expression over parameters, with the arguments of a call put in; null where it asks for anything else. */
export function substitute(
	model: FunctionModel,
	call: CallExpression,
	expression: Expression,
): Expression | null {
	const inner = (part: Expression): Expression | null =>
		substitute(model, call, part);
	switch (expression.kind) {
		case "number":
			return expression;
		case "identifier": {
			if (expression.name === "NULL") return expression;
			const index = model.parameters.indexOf(expression.name);
			const argument = call.args[index];
			const changes = model.assignments.some(
				({ target }) =>
					target.kind === "identifier" && target.name === expression.name,
			);
			return index < 0 || argument === undefined || changes ? null : argument;
		}
		case "member": {
			const object = inner(expression.object);
			if (object === null) return null;
			return {
				...expression,
				object: object.kind === "address" ? object.operand : object,
			};
		}
		case "cast":
		case "unary": {
			const operand = inner(expression.operand);
			return operand === null ? null : { ...expression, operand };
		}
		case "binary": {
			const [left, right] = [inner(expression.left), inner(expression.right)];
			return left === null || right === null
				? null
				: { ...expression, left, right };
		}
		default:
			return null;
	}
}
