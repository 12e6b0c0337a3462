// A loop that does one thing to each page of an array, read as "these pages": array, first, number.

import { conjuncts } from "#csource/conjuncts.ts";
import type { Expression, FunctionSyntax, Statement } from "#csource/syntax.ts";
import { expressionsOf, visitExpression } from "#csource/walk.ts";
import {
	isPure,
	mentionsName,
	operandText,
	plainText,
} from "./expression-text.ts";

export interface PageRun {
	readonly loop: Statement;
	/** The variable that counts. */
	readonly counter: string;
	/** pages: an array of pointers, as the argument of put_user_pages() · page: pages that lie one after the other. */
	readonly shape: "pages" | "page";
	readonly first: string;
	readonly count: string;
	/** The count where it is an expression of the code as it stands. */
	readonly countOf: Expression | null;
	/** A condition that is tested in each round and does not change; null for none. */
	readonly condition: string | null;
}

interface Rounds {
	readonly counter: string;
	/** What stands for the index of the round in the body. */
	readonly isIndex: (expression: Expression) => boolean;
	readonly from: Expression | null;
	readonly count: string;
	readonly countOf: Expression | null;
	readonly condition: string | null;
}

/** `step` is a statement of the body that counts down. null where the loop does not go over whole pages one by one, or somebody looks at the counter afterwards. */
export function pageRunOf(
	text: string,
	syntax: FunctionSyntax,
	loop: Statement,
	element: Expression,
	step: Statement | null = null,
): PageRun | null {
	const rounds =
		step === null ? roundsOf(text, loop) : steppedRounds(loop, step);
	if (rounds === null || isReadLater(syntax, loop, rounds.counter)) return null;
	const located = locate(element, rounds);
	if (located === null) return null;
	const { array, shape, offset } = located;
	if (!isPure(array) || mentionsName(array, rounds.counter)) return null;
	const base = operandText(text, array);
	const from = rounds.from;
	if (offset !== null) {
		if (!isPure(offset) || mentionsName(offset, rounds.counter)) return null;
		// Both an offset and a first index: nobody writes that.
		if (from !== null || shape !== "pages") return null;
	}
	const skipped = from === null ? null : operandText(text, from);
	return {
		loop,
		counter: rounds.counter,
		shape,
		first:
			offset !== null
				? `&${base}[${plainText(text, offset)}]`
				: skipped === null
					? base
					: shape === "pages"
						? `&${base}[${plainText(text, from ?? array)}]`
						: `${base} + ${skipped}`,
		count:
			skipped === null ? rounds.count : `${inSum(rounds.count)} - ${skipped}`,
		countOf: rounds.countOf,
		condition: rounds.condition,
	};
}

function inSum(count: string): string {
	return /^[\w>.\-[\]]+$/.test(count) ? count : `(${count})`;
}

interface Located {
	readonly array: Expression;
	readonly shape: "pages" | "page";
	/** Added to the index of the round. */
	readonly offset: Expression | null;
}

/** `pages[i]`, `pages[n + i]`; `page + i` and `nth_page(page, i)`. */
function locate(element: Expression, rounds: Rounds): Located | null {
	const offset = null;
	if (element.kind === "index" && rounds.isIndex(element.index))
		return { array: element.object, shape: "pages", offset };
	if (
		element.kind === "index" &&
		element.index.kind === "binary" &&
		element.index.op === "+"
	) {
		const { left, right } = element.index;
		const added = rounds.isIndex(right)
			? left
			: rounds.isIndex(left)
				? right
				: null;
		if (added !== null)
			return { array: element.object, shape: "pages", offset: added };
	}
	if (
		element.kind === "binary" &&
		element.op === "+" &&
		rounds.isIndex(element.right)
	)
		return { array: element.left, shape: "page", offset };
	const [page, index] = element.kind === "call" ? element.args : [];
	if (
		element.kind === "call" &&
		element.callee.kind === "identifier" &&
		element.callee.name === "nth_page" &&
		page !== undefined &&
		index !== undefined &&
		rounds.isIndex(index)
	)
		return { array: page, shape: "page", offset };
	return null;
}

function roundsOf(text: string, loop: Statement): Rounds | null {
	if (loop.kind === "for") return forRounds(text, loop);
	if (loop.kind === "while") return whileRounds(loop.test);
	return null;
}

function forRounds(
	text: string,
	loop: Statement & { kind: "for" },
): Rounds | null {
	const start = startOf(loop.initial);
	const { test, update } = loop;
	if (start === null || test === null || update === null) return null;
	const { counter, value } = start;
	if (mentionsName(value, counter) || !isPure(value)) return null;
	const isIndex = (expression: Expression): boolean =>
		isName(expression, counter);
	const parts = conjuncts(test);
	const bound = parts.find((part) => mentionsName(part, counter));
	if (bound?.kind !== "binary") return null;
	const fixed = parts.filter((part) => part !== bound);
	if (!fixed.every((part) => isPure(part) && !mentionsName(part, counter)))
		return null;
	const condition =
		fixed.length === 0
			? null
			: fixed.map((part) => plainText(text, part)).join(" && ");
	if (isStep(update, counter, "++")) {
		const limit = upperLimit(bound, counter);
		if (limit === null || !isPure(limit)) return null;
		const from = isZero(value) ? null : value;
		const count = plainText(text, limit);
		return { counter, isIndex, from, count, countOf: limit, condition };
	}
	// for (i = n - 1; i >= 0; i--)
	if (
		isStep(update, counter, "--") &&
		isName(bound.left, counter) &&
		bound.op === ">=" &&
		isZero(bound.right) &&
		value.kind === "binary" &&
		value.op === "-" &&
		value.right.kind === "number" &&
		value.right.value === 1
	)
		return {
			counter,
			isIndex,
			from: null,
			count: plainText(text, value.left),
			countOf: value.left,
			condition,
		};
	return null;
}

function startOf(
	initial: Statement | null,
): { readonly counter: string; readonly value: Expression } | null {
	if (initial?.kind === "expression") {
		const { expression } = initial;
		return expression.kind === "assign" &&
			expression.op === "=" &&
			expression.target.kind === "identifier"
			? { counter: expression.target.name, value: expression.value }
			: null;
	}
	if (initial?.kind !== "declaration" || initial.declarators.length !== 1)
		return null;
	const [declarator] = initial.declarators;
	return declarator === undefined || declarator.initial === null
		? null
		: { counter: declarator.name, value: declarator.initial };
}

/** `i < n`, `i != n`, `n > i`. */
function upperLimit(
	bound: Expression & { kind: "binary" },
	counter: string,
): Expression | null {
	if (isName(bound.left, counter) && /^(<|!=)$/.test(bound.op))
		return mentionsName(bound.right, counter) ? null : bound.right;
	if (isName(bound.right, counter) && bound.op === ">")
		return mentionsName(bound.left, counter) ? null : bound.left;
	return null;
}

/** `while (n--)` with `[n]`, `while (--n >= 0)` with `[n]`, `while (n)` and `while (n > 0)` with `[--n]`. */
function whileRounds(test: Expression): Rounds | null {
	const compared =
		test.kind === "binary" && /^(>|>=|!=)$/.test(test.op) && isZero(test.right)
			? test.left
			: test;
	const before = compared.kind === "update" ? compared : null;
	const counter =
		before === null
			? compared
			: before.op === "--" && before.operand.kind === "identifier"
				? before.operand
				: null;
	if (counter?.kind !== "identifier") return null;
	const { name } = counter;
	const atLeast = test.kind === "binary" && test.op === ">=";
	const isIndex = (expression: Expression): boolean =>
		before === null
			? expression.kind === "update" &&
				expression.op === "--" &&
				expression.prefix &&
				isName(expression.operand, name)
			: isName(expression, name);
	const goesOverAll =
		before === null ? !atLeast : before.prefix ? atLeast : !atLeast;
	return goesOverAll
		? {
				counter: name,
				isIndex,
				from: null,
				count: name,
				countOf: counter,
				condition: null,
			}
		: null;
}

/** `while (n > 0) { n--; … pages[n] … }` */
function steppedRounds(loop: Statement, step: Statement): Rounds | null {
	if (loop.kind !== "while" || step.kind !== "expression") return null;
	const { test } = loop;
	const compared =
		test.kind === "binary" && /^(>|!=)$/.test(test.op) && isZero(test.right)
			? test.left
			: test;
	if (compared.kind !== "identifier") return null;
	const { name } = compared;
	if (!isStep(step.expression, name, "--")) return null;
	return {
		counter: name,
		isIndex: (expression) => isName(expression, name),
		from: null,
		count: name,
		countOf: compared,
		condition: null,
	};
}

/** The counter is read after the loop before it gets another value, as far as the order of the text tells. */
function isReadLater(
	syntax: FunctionSyntax,
	loop: Statement,
	counter: string,
): boolean {
	if (loop.kind === "for" && loop.initial?.kind === "declaration") return false;
	const uses: { at: number; writes: boolean }[] = [];
	const targets = new Set<Expression>();
	for (const expression of expressionsOf(syntax.body))
		visitExpression(expression, (part) => {
			if (
				part.kind === "assign" &&
				part.op === "=" &&
				isName(part.target, counter)
			)
				targets.add(part.target);
			if (isName(part, counter))
				uses.push({ at: part.start, writes: targets.has(part) });
			return true;
		});
	const later = uses
		.filter(({ at }) => at >= loop.end)
		.sort((a, b) => a.at - b.at);
	return later[0] !== undefined && !later[0].writes;
}

function isStep(update: Expression, counter: string, op: "++" | "--"): boolean {
	if (update.kind === "update")
		return update.op === op && isName(update.operand, counter);
	return (
		update.kind === "assign" &&
		update.op === (op === "++" ? "+=" : "-=") &&
		isName(update.target, counter) &&
		update.value.kind === "number" &&
		update.value.value === 1
	);
}

function isName(expression: Expression, name: string): boolean {
	return expression.kind === "identifier" && expression.name === name;
}

function isZero(expression: Expression): boolean {
	return expression.kind === "number" && expression.value === 0;
}
