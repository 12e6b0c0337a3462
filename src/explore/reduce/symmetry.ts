// Equal actors: states that differ only by which of them is where count once.
//
// The scenario says which actors are equal; here it is checked, by matching their programs step by step and their own
// cells one by one, and by matching every condition with the actors exchanged. A group that does not match, e.g.
// because a shared cell holds an actor's number, is refused and searched without: nothing is missed.
// Source   C. N. Ip, D. Dill: "Better verification through symmetry", FMSD 9 (1996)

import { accessOf, cellsIn } from "../compile/access.ts";
import type { Flow } from "../compile/flow.ts";
import { ownCells } from "../compile/location.ts";
import type { Model, SymmetryGroup } from "../compile/model.ts";
import type { Effect } from "../language/effect.ts";
import type { Cell, Expression } from "../language/expression.ts";

/** Text that is the same for expressions that mean the same but for the order of operands. */
function textOf(expression: Expression, name: (cell: Cell) => string): string {
	switch (expression.kind) {
		case "constant":
			return `${expression.value}`;
		case "cell":
			return name(expression);
		case "not":
			return `!(${textOf(expression.of, name)})`;
		case "if":
			return `(${textOf(expression.condition, name)}?${textOf(expression.yes, name)}:${textOf(expression.no, name)})`;
		case "binary": {
			const { operator } = expression;
			const operands = flattened(expression, operator).map((operand) =>
				textOf(operand, name),
			);
			const ordered = ["and", "or", "+", "==", "!="].includes(operator)
				? operands.sort()
				: operands;
			return `(${ordered.join(` ${operator} `)})`;
		}
	}
}

function flattened(expression: Expression, operator: string): Expression[] {
	const nests =
		expression.kind === "binary" &&
		expression.operator === operator &&
		(operator === "and" || operator === "or" || operator === "+");
	if (nests)
		return [
			...flattened(expression.left, operator),
			...flattened(expression.right, operator),
		];
	return expression.kind === "binary" && expression.operator === operator
		? [expression.left, expression.right]
		: [expression];
}

function effectText(effect: Effect, name: (cell: Cell) => string): string {
	switch (effect.kind) {
		case "assign":
			return `${name(effect.cell)}=${textOf(effect.value, name)}`;
		case "check":
			return `must ${textOf(effect.condition, name)}`;
		case "given":
			return `if ${textOf(effect.condition, name)} {${effect.yes.map((one) => effectText(one, name)).join(";")}} {${effect.no.map((one) => effectText(one, name)).join(";")}}`;
	}
}

/** The whole program of an actor as text, its own cells by number of first use. */
function programText(flow: Flow, own: readonly Cell[]): string {
	const name = (cell: Cell): string => {
		const number = own.indexOf(cell);
		return number < 0 ? `shared ${cell.name}` : `own ${number}`;
	};
	return flow.locations
		.map((list, location) => {
			const mayEnd = flow.mayEnd[location] ?? null;
			const steps = list.map(
				({ guard, effects, to, label }) =>
					`${label}|${guard === null ? "" : textOf(guard, name)}|${effects.map((one) => effectText(one, name)).join(";")}|${to}`,
			);
			return `${mayEnd === null ? "" : textOf(mayEnd, name)}:${steps.join("\n")}`;
		})
		.join("\n");
}

/** Own cells in the order of first use, which is the same for equal programs. */
function ownInOrder(flow: Flow, own: ReadonlySet<Cell>): Cell[] {
	const cells = new Set<Cell>();
	for (const transition of flow.locations.flat()) {
		const { reads, writes } = accessOf(transition);
		for (const cell of [...reads, ...writes])
			if (own.has(cell)) cells.add(cell);
	}
	for (const mayEnd of flow.mayEnd)
		if (mayEnd !== null)
			for (const cell of cellsIn(mayEnd)) if (own.has(cell)) cells.add(cell);
	return [...cells];
}

function sameShape(one: readonly Cell[], other: readonly Cell[]): boolean {
	return (
		one.length === other.length &&
		one.every(
			(cell, n) =>
				cell.least === other[n]?.least &&
				cell.greatest === other[n]?.greatest &&
				cell.initial === other[n]?.initial,
		)
	);
}

/** Why the actors are not equal, or null. */
function difference(model: Model, group: SymmetryGroup): string | null {
	const flows = group.actors.map((actor) => model.flows[actor] as Flow);
	const [first = ""] = flows.map((flow, n) =>
		programText(flow, group.cells[n] ?? []),
	);
	for (let n = 1; n < flows.length; n++) {
		const [flow, cells] = [flows[n] as Flow, group.cells[n] ?? []];
		if (!sameShape(group.cells[0] ?? [], cells))
			return `${flow.actor} has other cells of its own`;
		if (programText(flow, cells) !== first)
			return `${flow.actor} does other steps`;
		const exchanged = (cell: Cell): string => {
			const mine = cells.indexOf(cell);
			const theirs = group.cells[0]?.indexOf(cell) ?? -1;
			if (mine >= 0) return group.cells[0]?.[mine]?.name ?? "";
			return theirs >= 0 ? (cells[theirs]?.name ?? "") : cell.name;
		};
		const { invariants, atEnd, alwaysPossible } = model.scenario;
		for (const { name, holds } of [...invariants, ...atEnd, ...alwaysPossible])
			if (textOf(holds, exchanged) !== textOf(holds, (cell) => cell.name))
				return `"${name}" tells ${flow.actor} from the others`;
	}
	return null;
}

/** The groups of the scenario that really are symmetric, and why the others are not. */
export function symmetryOf(model: Model): {
	groups: SymmetryGroup[];
	refused: string[];
} {
	const own = ownCells(model.flows);
	const groups: SymmetryGroup[] = [];
	const refused: string[] = [];
	for (const names of model.scenario.equalActors) {
		const actors = names.map((name) =>
			model.flows.findIndex((flow) => flow.actor === name),
		);
		const missing = names.filter((_, n) => (actors[n] ?? -1) < 0);
		if (missing.length > 0) continue;
		const group = {
			actors,
			cells: actors.map((actor) =>
				ownInOrder(model.flows[actor] as Flow, own[actor] ?? new Set()),
			),
		};
		const why = difference(model, group) ?? tooWide(model, group);
		if (why === null) groups.push(group);
		else refused.push(`${names.join(", ")}: ${why}`);
	}
	return { groups, refused };
}

/** What distinguishes an actor must fit into one number to be sorted by. */
function tooWide(model: Model, group: SymmetryGroup): string | null {
	const bits = (group.cells[0] ?? []).reduce(
		(sum, cell) => sum + (model.layout.cells.get(cell)?.bits ?? 0),
		model.layout.locations[group.actors[0] ?? 0]?.bits ?? 0,
	);
	return bits <= 30 ? null : "their own cells take more than 30 bits";
}
