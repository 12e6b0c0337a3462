// Which cells are used as locks, where they are held, and which other cells are only touched while they are.
//
// A cell is a lock if every actor takes it only by a step that needs it to be 0 and sets it to 1, frees it only while
// holding it, and it starts at 0. Errs to "not a lock" and "not held".

import { accessOf } from "../compile/access.ts";
import type { Flow, Transition } from "../compile/flow.ts";
import type { Effect } from "../language/effect.ts";
import type { Cell, Expression } from "../language/expression.ts";

function conjuncts(expression: Expression | null): Expression[] {
	if (expression === null) return [];
	return expression.kind === "binary" && expression.operator === "and"
		? [...conjuncts(expression.left), ...conjuncts(expression.right)]
		: [expression];
}

/** Whether a guard says outright that the cell is 0. */
function needsZero(guard: Expression | null, cell: Cell): boolean {
	return conjuncts(guard).some(
		(part) =>
			(part.kind === "not" && part.of === cell) ||
			(part.kind === "binary" &&
				part.operator === "==" &&
				part.left === cell &&
				part.right.kind === "constant" &&
				part.right.value === 0),
	);
}

function assignments(effects: readonly Effect[], cell: Cell): Effect[] {
	return effects.flatMap((effect): Effect[] => {
		if (effect.kind === "given") {
			const inner = [
				...assignments(effect.yes, cell),
				...assignments(effect.no, cell),
			];
			return inner.length > 0 ? [effect] : [];
		}
		return effect.kind === "assign" && effect.cell === cell ? [effect] : [];
	});
}

type Use = "none" | "takes" | "frees" | "other";

/** What a transition does to a possible lock. */
function useOf(transition: Transition, cell: Cell): Use {
	const [only, ...more] = assignments(transition.effects, cell);
	if (only === undefined) return "none";
	if (more.length > 0 || only.kind !== "assign") return "other";
	if (only.value.kind !== "constant") return "other";
	if (only.value.value === 0) return "frees";
	return only.value.value === 1 && needsZero(transition.guard, cell)
		? "takes"
		: "other";
}

/** Where an actor certainly holds a lock: by location. Null if it does not keep to the rules. */
function heldAt(flow: Flow, cell: Cell): boolean[] | null {
	const held: (boolean | undefined)[] = [false];
	const queue = [0];
	for (const location of queue) {
		for (const transition of flow.locations[location] ?? []) {
			const use = useOf(transition, cell);
			const before = held[location] === true;
			if (use === "other" || (use === "frees" && !before)) return null;
			const after = use === "takes" || (before && use !== "frees");
			const known = held[transition.to];
			if (known === undefined) {
				held[transition.to] = after;
				queue.push(transition.to);
			} else if (known !== after) return null;
		}
	}
	return flow.locations.map((_, location) => held[location] === true);
}

export interface Lock {
	cell: Cell;
	/** By actor and location. */
	held: boolean[][];
	/** Cells only touched while it is held. */
	protects: Set<Cell>;
	/** Only looked at by those who take it: nobody can tell when it is freed but by getting it. */
	unobserved: boolean;
}

function isTake(transition: Transition, cell: Cell): boolean {
	return useOf(transition, cell) === "takes";
}

function lockOf(flows: readonly Flow[], cell: Cell): Lock | null {
	const held: boolean[][] = [];
	for (const flow of flows) {
		const places = heldAt(flow, cell);
		if (places === null) return null;
		held.push(places);
	}
	if (!held.some((places) => places.includes(true))) return null;
	const inside = new Set<Cell>();
	const outside = new Set<Cell>();
	let unobserved = true;
	for (const transition of flows.flatMap((flow) => flow.locations.flat())) {
		const { reads, writes } = accessOf(transition);
		const holds =
			held[transition.actor]?.[transition.from] === true ||
			isTake(transition, cell);
		for (const touched of [...reads, ...writes])
			(holds ? inside : outside).add(touched);
		if (reads.has(cell) && !isTake(transition, cell)) unobserved = false;
	}
	const protects = new Set([...inside].filter((one) => !outside.has(one)));
	protects.delete(cell);
	return { cell, held, protects, unobserved };
}

/** All cells used as locks. */
export function locksOf(flows: readonly Flow[]): Lock[] {
	const written = new Set<Cell>();
	for (const transition of flows.flatMap((flow) => flow.locations.flat()))
		for (const cell of accessOf(transition).writes) written.add(cell);
	return [...written]
		.filter((cell) => cell.initial === 0)
		.map((cell) => lockOf(flows, cell))
		.filter((lock) => lock !== null);
}
