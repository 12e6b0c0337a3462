import type { Expression } from "./syntax.ts";

/** The operands of a chain of `&&`, from left to right; the expression itself where it is none. */
export function conjuncts(expression: Expression): readonly Expression[] {
	return expression.kind === "binary" && expression.op === "&&"
		? [...conjuncts(expression.left), ...conjuncts(expression.right)]
		: [expression];
}
