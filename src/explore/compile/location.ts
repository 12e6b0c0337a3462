// What can be said about the transitions of one location without running the scenario.

import type { Cell, Expression } from "../language/expression.ts";
import { accessOf, cellsIn } from "./access.ts";
import { evaluate } from "./evaluate.ts";
import type { Flow, Transition } from "./flow.ts";

export interface LocationFacts {
	/** Never two transitions enabled at once. Errs to false. */
	exclusive: boolean;
	/** Other actors can decide whether the actor is held up here. Errs to true. */
	mayBlock: boolean;
	/** Some transition is enabled whatever the values are. Errs to false. */
	neverHeldUp: boolean;
}

/** Combinations of values tried before giving up on an exact answer. */
const mostCombinations = 4096;

/** The cells that no other actor touches, per actor. */
export function ownCells(flows: readonly Flow[]): Set<Cell>[] {
	const users = new Map<Cell, Set<number>>();
	flows.forEach((flow, actor) => {
		for (const transition of flow.locations.flat()) {
			const { reads, writes } = accessOf(transition);
			for (const cell of [...reads, ...writes])
				users.set(cell, (users.get(cell) ?? new Set()).add(actor));
		}
	});
	return flows.map(
		(_, actor) =>
			new Set(
				[...users]
					.filter(([, who]) => who.size === 1 && who.has(actor))
					.map(([cell]) => cell),
			),
	);
}

/** Calls `visit` with each combination of the cells' values. */
function eachCombination(
	cells: readonly Cell[],
	visit: (values: ReadonlyMap<Cell, number>) => void,
	values: Map<Cell, number> = new Map(),
): void {
	const [cell, ...rest] = cells;
	if (cell === undefined) {
		visit(values);
		return;
	}
	for (let value = cell.least; value <= cell.greatest; value++) {
		values.set(cell, value);
		eachCombination(rest, visit, values);
	}
}

function combinations(cells: readonly Cell[]): number {
	return cells.reduce(
		(product, cell) => product * (cell.greatest - cell.least + 1),
		1,
	);
}

function enabledCount(
	guards: readonly (Expression | null)[],
	values: ReadonlyMap<Cell, number>,
): number {
	return guards.filter(
		(guard) =>
			guard === null ||
			evaluate(guard, (cell) => values.get(cell) ?? cell.initial) !== 0,
	).length;
}

export function factsOf(
	transitions: readonly Transition[],
	own: ReadonlySet<Cell>,
): LocationFacts {
	const guards = transitions.map((transition) => transition.guard);
	if (guards.length === 1 && guards[0] === null)
		return { exclusive: true, mayBlock: false, neverHeldUp: true };
	const cells = new Set<Cell>();
	for (const guard of guards) if (guard !== null) cellsIn(guard, cells);
	const mine = [...cells].filter((cell) => own.has(cell));
	const shared = [...cells].filter((cell) => !own.has(cell));
	if (combinations([...cells]) > mostCombinations)
		return {
			exclusive: guards.length === 1,
			mayBlock: true,
			neverHeldUp: guards.includes(null),
		};
	const facts = { exclusive: true, mayBlock: false, neverHeldUp: true };
	eachCombination(mine, (fixed) => {
		let enabling = 0;
		let all = 0;
		eachCombination(
			shared,
			(values) => {
				const enabled = enabledCount(guards, values);
				if (enabled > 1) facts.exclusive = false;
				if (enabled > 0) enabling++;
				all++;
			},
			new Map(fixed),
		);
		if (enabling !== 0 && enabling !== all) facts.mayBlock = true;
		if (enabling !== all) facts.neverHeldUp = false;
	});
	return facts;
}
