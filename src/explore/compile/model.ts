// A scenario made ready to run: numbered cells, locations, transitions and failures, and their packed layout.

import type { Cell, Expression } from "../language/expression.ts";
import type { Scenario } from "../language/scenario.ts";
import { accessOf, cellsIn } from "./access.ts";
import { type FailureNumbers, failureNumbers } from "./emit.ts";
import { type Failure, failureList } from "./failure.ts";
import { type Flow, flowOf, type Transition } from "./flow.ts";
import { type Layout, layoutOf } from "./layout.ts";

/** A condition over a whole state and the failure it stands for. */
export interface NumberedCondition {
	holds: Expression;
	failure: number;
}

export interface Model {
	scenario: Scenario;
	cells: readonly Cell[];
	flows: readonly Flow[];
	/** All transitions, by id. */
	transitions: readonly Transition[];
	/** Failure number n is at n - 1. */
	failures: Failure[];
	failureNumbers: FailureNumbers;
	invariants: readonly NumberedCondition[];
	atEnd: readonly NumberedCondition[];
	/** Failure number of a deadlock; 0 where deadlock is allowed. */
	deadlock: number;
	layout: Layout;
	/** Equal actors that a search may exchange; found by reduce/symmetry.ts. */
	symmetry: readonly SymmetryGroup[];
}

/** Actors that can be exchanged, and their own cells in the same order. */
export interface SymmetryGroup {
	actors: readonly number[];
	/** By actor of the group. */
	cells: readonly (readonly Cell[])[];
}

/** The cells that something in the scenario mentions, in the order of first mention. */
function mentionedCells(scenario: Scenario, flows: readonly Flow[]): Cell[] {
	const cells = new Set<Cell>();
	for (const transition of flows.flatMap((flow) => flow.locations.flat())) {
		const { reads, writes } = accessOf(transition);
		for (const cell of [...reads, ...writes]) cells.add(cell);
	}
	for (const flow of flows)
		for (const mayEnd of flow.mayEnd)
			if (mayEnd !== null) cellsIn(mayEnd, cells);
	for (const { holds } of [
		...scenario.invariants,
		...scenario.atEnd,
		...scenario.alwaysPossible,
	])
		cellsIn(holds, cells);
	const names = new Set<string>();
	for (const { name } of cells) {
		if (names.has(name))
			throw new Error(`${scenario.name}: two cells are called "${name}"`);
		names.add(name);
	}
	return [...cells];
}

/** The graph of every actor, transitions numbered through. */
export function flowsOf(scenario: Scenario): Flow[] {
	let next = 0;
	return scenario.actors.map((actor, index) => {
		const flow = flowOf(actor, index, next);
		next += flow.locations.flat().length;
		return flow;
	});
}

/** Makes a model of a scenario, or of reduced flows of it. Throws on a scenario that contradicts itself. */
export function modelOf(
	scenario: Scenario,
	flows: readonly Flow[] = flowsOf(scenario),
): Model {
	const cells = mentionedCells(scenario, flows);
	const failures = failureList();
	const numbered = (
		kind: "invariant" | "at-end",
		conditions: Scenario["invariants"],
	) =>
		conditions.map(({ name, holds }) => ({
			holds,
			failure: failures.whole(kind, name),
		}));
	const transitions: Transition[] = [];
	for (const transition of flows.flatMap((flow) => flow.locations.flat()))
		transitions[transition.id] = transition;
	return {
		scenario,
		cells,
		flows,
		transitions,
		failures: failures.all,
		failureNumbers: failureNumbers(failures),
		invariants: numbered("invariant", scenario.invariants),
		atEnd: numbered("at-end", scenario.atEnd),
		deadlock:
			scenario.deadlock === "fails"
				? failures.whole("deadlock", "nobody can go on")
				: 0,
		layout: layoutOf(cells, flows),
		symmetry: [],
	};
}

/** The packed initial state. */
export function initialState(model: Model): Int32Array {
	const state = new Int32Array(model.layout.words);
	for (const cell of model.cells)
		writeCell(model, state, 0, cell, cell.initial);
	return state;
}

/** Value of a cell in a packed state that starts at `at`. */
export function readCell(
	model: Model,
	state: Int32Array,
	at: number,
	cell: Cell,
): number {
	const field = model.layout.cells.get(cell);
	if (field === undefined) return cell.initial;
	const word = state[at + field.word] ?? 0;
	return ((word >>> field.shift) & ((1 << field.bits) - 1)) + cell.least;
}

export function writeCell(
	model: Model,
	state: Int32Array,
	at: number,
	cell: Cell,
	value: number,
): void {
	const field = model.layout.cells.get(cell);
	if (field === undefined) return;
	const mask = ((1 << field.bits) - 1) << field.shift;
	const word = state[at + field.word] ?? 0;
	state[at + field.word] =
		(word & ~mask) | ((value - cell.least) << field.shift);
}

/** Location of an actor in a packed state. */
export function readLocation(
	model: Model,
	state: Int32Array,
	at: number,
	actor: number,
): number {
	const field = model.layout.locations[actor];
	if (field === undefined) throw new Error(`no actor ${actor}`);
	return (
		((state[at + field.word] ?? 0) >>> field.shift) & ((1 << field.bits) - 1)
	);
}
