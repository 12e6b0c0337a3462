// A run as the page shows it: steps with their groups and arrows, and what can happen at each place of it.

import type { Transition } from "#explore/compile/flow.ts";
import type { Machine } from "#explore/compile/machine.ts";
import { readCell, readLocation } from "#explore/compile/model.ts";
import { replay, scheduleText } from "#explore/engines/schedule.ts";
import {
	type Change,
	type Trace,
	traceOf,
	valueText,
} from "#explore/engines/trace.ts";
import { type Arrow, orderOf } from "#explore/export/order.ts";
import type { Cell } from "#explore/language/expression.ts";
import { preemptionsIn } from "#explore/story/story.ts";

/** Where a run fails. */
export interface RunFailure {
	/** Number of the step after which the failure is there; 0: at the start. */
	at: number;
	message: string;
}

export interface Run {
	transitions: readonly number[];
	trace: Trace;
	arrows: readonly Arrow[];
	/** The actor before this step could have gone on; by step. */
	preempts: readonly boolean[];
	/** Null: this run does not fail. */
	failure: RunFailure | null;
	/** Can be given to `replay`. */
	schedule: string;
}

/** `failure`: where no state tells it, but the search did (there is no hope any more). */
export function runOf(
	machine: Machine,
	transitions: readonly number[],
	failure: RunFailure | null = null,
): Run {
	const trace = traceOf(machine, transitions);
	return {
		transitions,
		trace,
		arrows: orderOf(trace).arrows,
		preempts: preemptionsIn(machine, transitions),
		failure: failure ?? failureIn(trace),
		schedule: scheduleText(machine, transitions),
	};
}

function failureIn({
	failure,
	steps,
	states,
	machine,
}: Trace): RunFailure | null {
	if (failure === null) return null;
	const { message } = failure;
	const step = steps.find((one) => one.failure !== null);
	if (step !== undefined) return { at: step.number, message };
	const [first] = states;
	const isAtStart = first !== undefined && machine.broken(first, 0) !== 0;
	return { at: isAtStart ? 0 : steps.length, message };
}

export interface Followed {
	run: Run;
	/** Why the schedule could not be followed to its end, or null. */
	stuck: string | null;
}

/** Does what a schedule says, as far as that goes. */
export function followSchedule(machine: Machine, schedule: string): Followed {
	const found = replay(machine, schedule);
	return found.kind === "run"
		? { run: runOf(machine, found.transitions), stuck: null }
		: { run: runOf(machine, found.after), stuck: found.because };
}

/** Steps after which an ordinary run is cut off: an actor may wait in a loop. */
const mostSteps = 400;

/** Everybody runs to the end in turn, as far as they are let; after `before`. */
export function runToTheEnd(
	machine: Machine,
	before: readonly number[] = [],
): Run {
	const state = machine.initial.slice();
	for (const id of before) machine.fire(id, state, 0, state, 0);
	const run = [...before];
	let actor = machine.model.transitions[before.at(-1) ?? -1]?.actor ?? 0;
	while (run.length < mostSteps) {
		const turn = actorThatCanGoOn(machine, state, actor);
		if (turn === null) break;
		actor = turn;
		const id = machine.next(actor, state, 0, -1);
		run.push(id);
		if (machine.fire(id, state, 0, state, 0) !== 0) break;
	}
	return runOf(machine, run);
}

function actorThatCanGoOn(
	machine: Machine,
	state: Int32Array,
	from: number,
): number | null {
	for (let turn = 0; turn < machine.actors; turn++) {
		const actor = (from + turn) % machine.actors;
		if (machine.next(actor, state, 0, -1) >= 0) return actor;
	}
	return null;
}

/** Where an actor stands: what it can do, what it waits for, or that it is done. */
export interface Standing {
	actor: number;
	name: string;
	enabled: readonly Transition[];
	/** Steps it would take if it were let; empty for one that is done. */
	waitsFor: readonly Transition[];
}

export function standingsAt(machine: Machine, state: Int32Array): Standing[] {
	const { model } = machine;
	return model.flows.map((flow, actor) => {
		const location = readLocation(model, state, 0, actor);
		const all = flow.locations[location] ?? [];
		const enabled: Transition[] = [];
		for (
			let id = machine.next(actor, state, 0, -1);
			id >= 0;
			id = machine.next(actor, state, 0, id)
		) {
			const transition = model.transitions[id];
			if (transition !== undefined) enabled.push(transition);
		}
		return {
			actor,
			name: flow.actor,
			enabled,
			waitsFor: enabled.length > 0 ? [] : all,
		};
	});
}

export interface CellValue {
	cell: Cell;
	text: string;
	/** It is not what it was at the start. */
	changed: boolean;
}

/** All cells of a state. */
export function valuesAt(machine: Machine, state: Int32Array): CellValue[] {
	return machine.model.cells.map((cell) => {
		const value = readCell(machine.model, state, 0, cell);
		return {
			cell,
			text: valueText(cell, value),
			changed: value !== cell.initial,
		};
	});
}

/** "A.PG_dirty 1→0" */
export function changeText({ cell, before, after }: Change): string {
	return `${cell.name} ${valueText(cell, before)}→${valueText(cell, after)}`;
}

/** Steps of one actor in a row that belong to one operation. */
export interface Group {
	actor: number;
	/** Index in the actor's column; null where it belongs to none. */
	operation: number | null;
	/** Positions in the run, from 0. */
	first: number;
	last: number;
}

export function groupsOf(run: Run): Group[] {
	const groups: Group[] = [];
	run.trace.steps.forEach(({ transition }, index) => {
		const last = groups.at(-1);
		if (
			last !== undefined &&
			last.actor === transition.actor &&
			last.operation === transition.section
		)
			last.last = index;
		else
			groups.push({
				actor: transition.actor,
				operation: transition.section,
				first: index,
				last: index,
			});
	});
	return groups;
}
