// The plain meaning of an expression, without packed words: for analysis at compile time and for exports.

import type { Cell, Expression } from "../language/expression.ts";

export function evaluate(
	expression: Expression,
	read: (cell: Cell) => number,
): number {
	switch (expression.kind) {
		case "constant":
			return expression.value;
		case "cell":
			return read(expression);
		case "not":
			return evaluate(expression.of, read) === 0 ? 1 : 0;
		case "if":
			return evaluate(expression.condition, read) === 0
				? evaluate(expression.no, read)
				: evaluate(expression.yes, read);
		case "binary":
			return evaluateBinary(expression, read);
	}
}

function evaluateBinary(
	expression: Expression & { kind: "binary" },
	read: (cell: Cell) => number,
): number {
	const left = evaluate(expression.left, read);
	const right = evaluate(expression.right, read);
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
