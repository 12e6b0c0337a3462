// A scenario as a SPIN model: the same steps, one d_step each, so that states and transitions can be compared.
//
// Differs  SPIN counts the initial state once more as a transition
// Left out conditions at the end and "always possible": SPIN has no place for them in a safety run. A place where an
//          actor may rest only under some condition becomes an unconditional end state: may miss a deadlock, never
//          reports a wrong one

import { checkedMachine } from "../compile/checked.ts";
import type { Transition } from "../compile/flow.ts";
import type { Machine } from "../compile/machine.ts";
import { rangeOf } from "../compile/range.ts";
import type { Effect } from "../language/effect.ts";
import type { Cell, Expression } from "../language/expression.ts";

export interface PromelaModel {
	text: string;
	/** Line (from 1) on which each transition stands; the key to SPIN's trails. */
	lineOf: Map<number, number>;
}

type Name = (cell: Cell) => string;

/** Promela names: letters of ours, made different by a number. */
function namesOf(cells: readonly Cell[]): Name {
	const names = new Map(
		cells.map((cell, index) => [
			cell,
			`c${index}_${cell.name.replace(/[^A-Za-z0-9]+/g, "_")}`,
		]),
	);
	return (cell) => names.get(cell) ?? `${cell.initial}`;
}

function typeOf(cell: Cell): string {
	if (cell.least >= 0 && cell.greatest <= 1) return "bit";
	if (cell.least >= 0 && cell.greatest <= 255) return "byte";
	return cell.least >= -32768 && cell.greatest <= 32767 ? "short" : "int";
}

function expressionText(expression: Expression, name: Name): string {
	switch (expression.kind) {
		case "constant":
			return `${expression.value}`;
		case "cell":
			return name(expression);
		case "not":
			return `!(${expressionText(expression.of, name)})`;
		case "if":
			return `(${expressionText(expression.condition, name)} -> ${expressionText(expression.yes, name)} : ${expressionText(expression.no, name)})`;
		case "binary": {
			const operators = { and: "&&", or: "||" } as const;
			const operator =
				expression.operator === "and" || expression.operator === "or"
					? operators[expression.operator]
					: expression.operator;
			return `(${expressionText(expression.left, name)} ${operator} ${expressionText(expression.right, name)})`;
		}
	}
}

function effectText(effect: Effect, name: Name): string {
	switch (effect.kind) {
		case "check":
			return `assert(${expressionText(effect.condition, name)})`;
		case "assign": {
			const { cell } = effect;
			const value = expressionText(effect.value, name);
			const range = rangeOf(effect.value);
			const fits = range.least >= cell.least && range.greatest <= cell.greatest;
			const guard = fits
				? ""
				: `assert((${value}) >= ${cell.least} && (${value}) <= ${cell.greatest}); `;
			return `${guard}${name(cell)} = ${value}`;
		}
		case "given": {
			const inner = (effects: readonly Effect[]): string =>
				effects.length === 0
					? "skip"
					: effects.map((one) => effectText(one, name)).join("; ");
			return `if :: (${expressionText(effect.condition, name)}) -> ${inner(effect.yes)} :: else -> ${inner(effect.no)} fi`;
		}
	}
}

function stepText(transition: Transition, name: Name): string {
	const guard =
		transition.guard === null ? "true" : expressionText(transition.guard, name);
	const effects =
		transition.effects.length === 0
			? "skip"
			: transition.effects.map((one) => effectText(one, name)).join("; ");
	return `d_step { (${guard}) -> ${effects} }`;
}

function comment(text: string): string {
	return `/* ${text.replaceAll("*/", "* /")} */`;
}

/** Writes a scenario in Promela. Invariants become assertions of the steps that could break them. */
export function promelaOf(machine: Machine): PromelaModel {
	const { model } = checkedMachine(machine);
	const name = namesOf(model.cells);
	const lineOf = new Map<number, number>();
	const lines = [
		comment(`${model.scenario.name}; written by pinfold`),
		...model.cells.map(
			(cell) => `${typeOf(cell)} ${name(cell)} = ${cell.initial};`,
		),
	];
	model.flows.forEach((flow, actor) => {
		lines.push(comment(flow.actor), `active proctype actor${actor}() {`);
		flow.locations.forEach((list, location) => {
			const rests = (flow.mayEnd[location] ?? null) !== null;
			if (rests) lines.push(`end${location}:`);
			lines.push(`at${location}: if`);
			for (const transition of list) {
				lines.push(
					`:: ${stepText(transition, name)}; goto at${transition.to} ${comment(transition.label)}`,
				);
				lineOf.set(transition.id, lines.length);
			}
			if (list.length === 0) lines.push(":: false");
			lines.push("fi;");
		});
		lines.push("}");
	});
	return { text: `${lines.join("\n")}\n`, lineOf };
}
