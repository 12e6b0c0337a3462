// The plain meaning of an expression, without packed words: for analysis at compile time and for exports.

import type { Cell, Expression } from "../language/expression.ts";

export function evaluate(
	expression: Expression,
	valueOf: (cell: Cell) => number,
): number {
	switch (expression.kind) {
		case "constant":
			return expression.value;
		case "cell":
			return valueOf(expression);
		case "not":
			return evaluate(expression.of, valueOf) === 0 ? 1 : 0;
		case "if":
			return evaluate(expression.condition, valueOf) === 0
				? evaluate(expression.no, valueOf)
				: evaluate(expression.yes, valueOf);
		case "binary":
			return evaluateBinary(expression, valueOf);
	}
}

function evaluateBinary(
	expression: Expression & { kind: "binary" },
	valueOf: (cell: Cell) => number,
): number {
	const left = evaluate(expression.left, valueOf);
	const right = evaluate(expression.right, valueOf);
	switch (expression.operator) {
		case "==":
			return left === right ? 1 : 0;
		case "!=":
			return left !== right ? 1 : 0;
		case "<":
			return left < right ? 1 : 0;
		case "<=":
			return left <= right ? 1 : 0;
		case ">":
			return left > right ? 1 : 0;
		case ">=":
			return left >= right ? 1 : 0;
		case "+":
			return left + right;
		case "-":
			return left - right;
		case "and":
			return left !== 0 && right !== 0 ? 1 : 0;
		case "or":
			return left !== 0 || right !== 0 ? 1 : 0;
	}
}
