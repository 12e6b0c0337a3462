// Over which entries of an array a loop runs.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import { pathText } from "../place.ts";
import type { Loop } from "./enclosing-loop.ts";

/** What a release of many entries, or the loop around one, says of the entries. */
export interface Rounds {
	/** How many entries; null for one page. Of a loop: its value when the loop is entered. */
	readonly count: Expression | null;
	/** Added to the count: 1 for `i <= n`. */
	readonly extra: number;
	/** First entry; null where it is 0. */
	readonly first: Expression | null;
	/** The condition of the loop that releases entry by entry, null for one call for all. */
	readonly loopTest: Expression | null;
	/** A negative count runs over memory behind the array: it is passed on as unsigned, or counted down to. */
	readonly negativeIsHuge: boolean;
}

/** Over which entries a loop runs; null where its condition or step is of another form. */
export function roundsOf(
	loop: Loop,
	index: Expression,
	variable: string | null,
): Rounds | null {
	const { test } = loop;
	if (test === null || variable === null) return null;
	if (loop.kind === "for" && !stepsByOne(loop.update)) return null;
	const first = firstOf(loop, variable);
	const up = (count: Expression, extra: number): Rounds => ({
		count,
		extra,
		first,
		loopTest: test,
		negativeIsHuge: false,
	});
	const down = (count: Expression, extra: number): Rounds => ({
		count,
		extra,
		first: null,
		loopTest: test,
		negativeIsHuge: true,
	});
	if (test.kind === "update")
		return pathText(test.operand) === variable &&
			test.op === "--" &&
			!test.prefix
			? down(test.operand, 0)
			: null;
	if (test.kind !== "binary") {
		const counts = pathText(test) === variable && index.kind === "update";
		return counts && index.op === "--" && index.prefix ? down(test, 0) : null;
	}
	const { op, left, right } = test;
	if (pathText(left) === variable) {
		if (op === "<" || op === "!=") {
			if (op === "!=" && index.kind === "update" && index.op === "--")
				return null;
			return up(right, 0);
		}
		if (op === "<=") return up(right, 1);
		const start = loop.kind === "for" ? startOf(loop, variable) : left;
		const downwards = loop.kind === "for" && stepsDown(loop.update);
		if (!downwards || start === null) return null;
		if (op === ">=" && right.kind === "number" && right.value === 0)
			return down(start, 1);
		if (op === ">" && right.kind === "unary" && right.op === "-")
			return down(start, 1);
		return null;
	}
	if (pathText(right) === variable && op === ">") return up(left, 0);
	if (left.kind === "update" && pathText(left.operand) === variable) {
		const zero = right.kind === "number" && right.value === 0;
		if (left.op !== "--" || !zero) return null;
		if (!left.prefix && /^(>|!=)$/.test(op))
			return { ...down(left.operand, 0), negativeIsHuge: op === "!=" };
		if (left.prefix && op === ">=")
			return { ...down(left.operand, 0), negativeIsHuge: false };
	}
	return null;
}

function stepsByOne(update: Expression | null): boolean {
	if (update === null) return true;
	if (update.kind === "comma")
		return stepsByOne(update.left) && stepsByOne(update.right);
	return update.kind === "update";
}

function stepsDown(update: Expression | null): boolean {
	return update?.kind === "update" && update.op === "--";
}

function startOf(loop: Loop, variable: string): Expression | null {
	if (loop.kind !== "for" || loop.initial === null) return null;
	const { initial } = loop;
	if (initial.kind === "declaration")
		return (
			initial.declarators.find(({ name }) => name === variable)?.initial ?? null
		);
	if (initial.kind !== "expression") return null;
	let found: Expression | null = null;
	visitExpression(initial.expression, (part) => {
		if (part.kind === "assign" && pathText(part.target) === variable)
			found = part.value;
		return true;
	});
	return found;
}

/** null for a loop that begins at 0; the variable itself where nothing in the loop sets it. */
function firstOf(loop: Loop, variable: string): Expression | null {
	const start = startOf(loop, variable);
	if (start === null)
		return {
			kind: "identifier",
			name: variable,
			start: loop.start,
			end: loop.start,
		};
	return start.kind === "number" && start.value === 0 ? null : start;
}
