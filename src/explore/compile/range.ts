// The least and greatest value an expression can have, from the ranges of its cells. Errs to the wide side.

import type { Expression } from "../language/expression.ts";

export interface Range {
	least: number;
	greatest: number;
}

export function rangeOf(expression: Expression): Range {
	switch (expression.kind) {
		case "constant":
			return { least: expression.value, greatest: expression.value };
		case "cell":
			return { least: expression.least, greatest: expression.greatest };
		case "not":
			return { least: 0, greatest: 1 };
		case "if": {
			const then = rangeOf(expression.yes);
			const otherwise = rangeOf(expression.no);
			return {
				least: Math.min(then.least, otherwise.least),
				greatest: Math.max(then.greatest, otherwise.greatest),
			};
		}
		case "binary": {
			if (expression.operator !== "+" && expression.operator !== "-")
				return { least: 0, greatest: 1 };
			const left = rangeOf(expression.left);
			const right = rangeOf(expression.right);
			return expression.operator === "+"
				? {
						least: left.least + right.least,
						greatest: left.greatest + right.greatest,
					}
				: {
						least: left.least - right.greatest,
						greatest: left.greatest - right.least,
					};
		}
	}
}
