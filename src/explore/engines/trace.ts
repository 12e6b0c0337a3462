// A run step by step: who did what, what changed, and how it ended. The raw material of stories and exports.

import type { Failure } from "../compile/failure.ts";
import type { Transition } from "../compile/flow.ts";
import type { Machine } from "../compile/machine.ts";
import { readCell } from "../compile/model.ts";
import type { Cell } from "../language/expression.ts";

export interface Change {
	cell: Cell;
	before: number;
	after: number;
}

export interface TraceStep {
	/** From 1. */
	number: number;
	actor: string;
	transition: Transition;
	changes: Change[];
	/** The failure of this very step, or of the state it led to. */
	failure: Failure | null;
}

export interface Trace {
	machine: Machine;
	/** Packed states, one before each step and the last one; each `words` long. */
	states: Int32Array[];
	steps: TraceStep[];
	failure: Failure | null;
}

/** A value of a cell as people write it: its word if it has words. */
export function valueText(cell: Cell, value: number): string {
	return cell.words?.[value - cell.least] ?? `${value}`;
}

function isEnabled(machine: Machine, state: Int32Array, id: number): boolean {
	const actor = machine.model.transitions[id]?.actor ?? -1;
	return machine.next(actor, state, 0, id - 1) === id;
}

function anyEnabled(machine: Machine, state: Int32Array): boolean {
	for (let actor = 0; actor < machine.actors; actor++)
		if (machine.next(actor, state, 0, -1) >= 0) return true;
	return false;
}

/** Executes a run. Throws if a step cannot be taken: such a run did not come from this scenario. */
export function traceOf(machine: Machine, run: readonly number[]): Trace {
	const { model } = machine;
	let state = machine.initial.slice();
	const trace: Trace = { machine, states: [state], steps: [], failure: null };
	const note = (number: number): Failure | null => {
		trace.failure ??= model.failures[number - 1] ?? null;
		return model.failures[number - 1] ?? null;
	};
	note(machine.broken(state, 0));
	run.forEach((id, index) => {
		const transition = model.transitions[id];
		if (transition === undefined || !isEnabled(machine, state, id))
			throw new Error(`step ${index + 1} cannot be taken`);
		const next = new Int32Array(machine.words);
		const failed = machine.fire(id, state, 0, next, 0);
		const changes = model.cells.flatMap((cell) => {
			const before = readCell(model, state, 0, cell);
			const after = readCell(model, next, 0, cell);
			return before === after ? [] : [{ cell, before, after }];
		});
		state = next;
		trace.states.push(state);
		trace.steps.push({
			number: index + 1,
			actor: model.flows[transition.actor]?.actor ?? "",
			transition,
			changes,
			failure: note(failed !== 0 ? failed : machine.broken(state, 0)),
		});
	});
	if (trace.failure === null && !anyEnabled(machine, state))
		note(machine.ended(state, 0));
	return trace;
}
