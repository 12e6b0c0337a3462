// Expressions as text, and what can be read off them. Extents of expressions leave out parentheses around them.

import type { Expression } from "#csource/syntax.ts";
import { namesOf, visitExpression } from "#csource/walk.ts";

/** The text with single blanks, so that two mentions of the same thing compare equal. */
export function plainText(text: string, expression: Expression): string {
	return text
		.slice(expression.start, expression.end)
		.replace(/\s+/g, " ")
		.trim();
}

/** As plainText(), in parentheses where it could not stand as the operand of an arithmetic or logic operator. */
export function operandText(text: string, expression: Expression): string {
	const plain = plainText(text, expression);
	return /^(binary|conditional|assign|comma)$/.test(expression.kind)
		? `(${plain})`
		: plain;
}

export function mentionsName(expression: Expression, name: string): boolean {
	return namesOf(expression).has(name);
}

/** Evaluating it twice, or elsewhere, makes no difference: no call, no assignment. */
export function isPure(expression: Expression): boolean {
	let pure = true;
	visitExpression(expression, (part) => {
		if (/^(call|assign|update|statement-expression|unknown)$/.test(part.kind))
			pure = false;
		return pure;
	});
	return pure;
}

/** Something whose address can be taken. */
export function isLvalue(expression: Expression): boolean {
	return (
		/^(identifier|member|index|dereference)$/.test(expression.kind) &&
		isPure(expression)
	);
}
