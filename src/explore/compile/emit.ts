// Expressions and effects as JavaScript text over packed words.
//
// Words are Int32 locals: `s0, s1, …` before the step, `n0, n1, …` while its effects run in order. All text is made
// here from numbers and operators; no name or string of the scenario is ever part of the code.

import type { Effect } from "../language/effect.ts";
import type { Cell, Expression } from "../language/expression.ts";
import type { Failure, FailureList } from "./failure.ts";
import type { Transition } from "./flow.ts";
import type { Field, Layout } from "./layout.ts";
import { rangeOf } from "./range.ts";

/** Mask of a field within its word, as a signed number as JavaScript's bit operators give. */
export function maskOf(field: Field): number {
	return (((1 << field.bits) - 1) << field.shift) | 0;
}

/** Value of a field as stored (without the cell's least value). */
export function readField(field: Field, words: string): string {
	if (field.bits === 0) return "0";
	const word = `${words}${field.word}`;
	const shifted = field.shift === 0 ? word : `(${word} >>> ${field.shift})`;
	if (field.bits + field.shift === 32 && field.shift > 0) return shifted;
	return `(${shifted} & ${2 ** field.bits - 1})`;
}

function fieldOf(layout: Layout, cell: Cell): Field {
	const field = layout.cells.get(cell);
	if (field === undefined) throw new Error(`${cell.name} has no place`);
	return field;
}

export function emitNumber(
	expression: Expression,
	layout: Layout,
	words: string,
): string {
	switch (expression.kind) {
		case "constant":
			return `${expression.value}`;
		case "cell": {
			const read = readField(fieldOf(layout, expression), words);
			return expression.least === 0 ? read : `(${read} + ${expression.least})`;
		}
		case "if":
			return `(${emitTruth(expression.condition, layout, words)} ? ${emitNumber(expression.yes, layout, words)} : ${emitNumber(expression.no, layout, words)})`;
		case "binary":
			if (expression.operator === "+" || expression.operator === "-")
				return `(${emitNumber(expression.left, layout, words)} ${expression.operator} (${emitNumber(expression.right, layout, words)}))`;
			break;
		case "not":
			break;
	}
	return `(${emitTruth(expression, layout, words)} ? 1 : 0)`;
}

/** A comparison of some bits of one word with a constant. */
interface Pattern {
	word: number;
	mask: number;
	value: number;
}

/** A condition as a pattern, if it is "cell == constant" in one of its disguises. */
function patternOf(expression: Expression, layout: Layout): Pattern | null {
	const equals = (cell: Cell, value: number): Pattern | null => {
		const field = fieldOf(layout, cell);
		if (value < cell.least || value > cell.greatest) return null;
		return {
			word: field.word,
			mask: maskOf(field),
			value: ((value - cell.least) << field.shift) | 0,
		};
	};
	if (expression.kind === "cell" && expression.least === 0)
		return expression.greatest === 1 ? equals(expression, 1) : null;
	if (expression.kind === "not" && expression.of.kind === "cell")
		return equals(expression.of, 0);
	if (expression.kind !== "binary" || expression.operator !== "==") return null;
	const { left, right } = expression;
	return left.kind === "cell" && right.kind === "constant"
		? equals(left, right.value)
		: null;
}

function conjuncts(expression: Expression): Expression[] {
	return expression.kind === "binary" && expression.operator === "and"
		? [...conjuncts(expression.left), ...conjuncts(expression.right)]
		: [expression];
}

/** All patterns of a conjunction merged per word, so that one guard is mostly one comparison. */
function emitConjunction(
	parts: Expression[],
	layout: Layout,
	words: string,
): string {
	const merged = new Map<number, Pattern>();
	const rest: string[] = [];
	for (const part of parts) {
		const pattern = patternOf(part, layout);
		if (pattern === null) {
			rest.push(emitSimpleTruth(part, layout, words));
			continue;
		}
		const known = merged.get(pattern.word);
		if (known === undefined) merged.set(pattern.word, pattern);
		else if (((known.value ^ pattern.value) & known.mask & pattern.mask) !== 0)
			return "false";
		else
			merged.set(pattern.word, {
				word: pattern.word,
				mask: known.mask | pattern.mask,
				value: known.value | pattern.value,
			});
	}
	const compared = [...merged.values()].map(
		({ word, mask, value }) => `(${words}${word} & ${mask}) === ${value}`,
	);
	return `(${[...compared, ...rest].join(" && ")})`;
}

function emitSimpleTruth(
	expression: Expression,
	layout: Layout,
	words: string,
): string {
	switch (expression.kind) {
		case "constant":
			return expression.value === 0 ? "false" : "true";
		case "not":
			return `!${emitTruth(expression.of, layout, words)}`;
		case "cell":
		case "if":
			return `(${emitNumber(expression, layout, words)} !== 0)`;
		case "binary": {
			const { operator, left, right } = expression;
			if (operator === "or" || operator === "and")
				return `(${emitTruth(left, layout, words)} ${operator === "or" ? "||" : "&&"} ${emitTruth(right, layout, words)})`;
			if (operator === "+" || operator === "-")
				return `(${emitNumber(expression, layout, words)} !== 0)`;
			const pattern =
				operator === "!="
					? patternOf({ ...expression, operator: "==" }, layout)
					: null;
			if (pattern !== null)
				return `(${words}${pattern.word} & ${pattern.mask}) !== ${pattern.value}`;
			const sign =
				operator === "==" ? "===" : operator === "!=" ? "!==" : operator;
			return `(${emitNumber(left, layout, words)} ${sign} ${emitNumber(right, layout, words)})`;
		}
	}
}

/** A condition as a JavaScript boolean. */
export function emitTruth(
	expression: Expression,
	layout: Layout,
	words: string,
): string {
	return emitConjunction(conjuncts(expression), layout, words);
}

/** "word = (word without the field) | value", folded when the value is known. */
export function emitStore(field: Field, stored: string): string {
	if (field.bits === 0) return "";
	const word = `n${field.word}`;
	const kept = `${word} & ${~maskOf(field)}`;
	if (/^-?\d+$/.test(stored)) {
		const value = (Number(stored) << field.shift) | 0;
		return value === 0
			? `${word} = ${kept};`
			: `${word} = (${kept}) | ${value};`;
	}
	return `${word} = (${kept}) | ((${stored}) << ${field.shift});`;
}

/** What the code of a step needs to know about failures. */
export interface FailureNumbers {
	check(transition: Transition, effect: Effect & { kind: "check" }): number;
	range(transition: Transition, cell: Cell): number;
}

/** Numbers each failure once, however often code for it is generated. */
export function failureNumbers(failures: FailureList): FailureNumbers {
	const known = new Map<string, number>();
	const once = (key: string, make: () => Failure["id"]): number => {
		const id = known.get(key) ?? make();
		known.set(key, id);
		return id;
	};
	return {
		check: (transition, effect) =>
			once(`check ${transition.id} ${effect.message}`, () =>
				failures.check(transition, effect.message),
			),
		range: (transition, cell) =>
			once(`range ${transition.id} ${cell.name}`, () =>
				failures.range(
					transition,
					`${cell.name} leaves its range ${cell.least}..${cell.greatest}`,
				),
			),
	};
}

function emitAssignment(
	effect: Effect & { kind: "assign" },
	transition: Transition,
	layout: Layout,
	numbers: FailureNumbers,
): string {
	const { cell } = effect;
	const field = fieldOf(layout, cell);
	const value = emitNumber(effect.value, layout, "n");
	const range = rangeOf(effect.value);
	const fits = range.least >= cell.least && range.greatest <= cell.greatest;
	if (fits) {
		const stored =
			effect.value.kind === "constant"
				? `${effect.value.value - cell.least}`
				: cell.least === 0
					? value
					: `${value} - ${cell.least}`;
		return emitStore(field, stored);
	}
	const mask = 2 ** field.bits - 1;
	return [
		`v = ${value};`,
		`if (v < ${cell.least} || v > ${cell.greatest}) { if (bad === 0) bad = ${numbers.range(transition, cell)}; }`,
		emitStore(field, `(v - ${cell.least}) & ${mask}`),
	].join("\n");
}

/** Effects as statements over `n…`; sets `bad` to the first failure and goes on. Uses a scratch variable `v`. */
export function emitEffects(
	effects: readonly Effect[],
	transition: Transition,
	layout: Layout,
	numbers: FailureNumbers,
): string {
	return effects
		.map((effect) => {
			switch (effect.kind) {
				case "assign":
					return emitAssignment(effect, transition, layout, numbers);
				case "check":
					return `if (bad === 0 && !${emitTruth(effect.condition, layout, "n")}) bad = ${numbers.check(transition, effect)};`;
				case "given": {
					const then = emitEffects(effect.yes, transition, layout, numbers);
					const otherwise = emitEffects(effect.no, transition, layout, numbers);
					return `if (${emitTruth(effect.condition, layout, "n")}) {\n${then}\n} else {\n${otherwise}\n}`;
				}
			}
			return "";
		})
		.filter((line) => line !== "")
		.join("\n");
}
