// How far the failure is from a state of a run, and from each state that one step leads to.

import type { Machine } from "#explore/compile/machine.ts";
import { findingOf, kernelOf, sweep } from "#explore/engines/breadth-first.ts";
import { failingMachine } from "#scenarios/judge.ts";
import { findStuck, hopeMachine } from "#scenarios/stuck.ts";
import type { Asked } from "../choice.ts";
import type { Distance } from "./protocol.ts";

const mostStates = 1_000_000;

export interface Ahead {
	here: Distance;
	/** A shortest run from here to the failure; empty if there is none. */
	rest: readonly number[];
	after: { transition: number; distance: Distance }[];
}

interface Found {
	distance: Distance;
	rest: readonly number[];
}

/** How far the failure is from a state. */
type LookFrom = (state: Int32Array) => Found;

function lookForFailure(machine: Machine): LookFrom {
	const kernel = kernelOf(machine.model);
	return (state) => {
		const there = { ...machine, initial: state };
		const found = sweep(there, kernel, {
			stopAtFailure: true,
			limits: { states: mostStates },
		});
		if (found.failure === 0)
			return foundNothing(found.stopped === null ? found.states : null);
		const rest = findingOf(there, kernel, found).schedule.transitions;
		return { distance: { kind: "reachable", steps: rest.length }, rest };
	};
}

function lookForNoHope(machine: Machine): LookFrom {
	return (state) => {
		const there = { ...machine, initial: state };
		const { reachable, states, run } = findStuck(there, mostStates);
		return reachable === true
			? { distance: { kind: "reachable", steps: run.length }, rest: run }
			: foundNothing(reachable === null ? null : states);
	};
}

/** `states`: how many were all there are; null: the bound was met. */
function foundNothing(states: number | null): Found {
	return {
		distance:
			states === null ? { kind: "unknown" } : { kind: "unreachable", states },
		rest: [],
	};
}

export function lookAhead(
	{ test, stuck }: Asked,
	run: readonly number[],
): Ahead {
	const machine = stuck ? hopeMachine(test) : failingMachine(test);
	const look = stuck ? lookForNoHope(machine) : lookForFailure(machine);
	const state = machine.initial.slice();
	for (const id of run) machine.fire(id, state, 0, state, 0);
	const here = look(state);
	const after: Ahead["after"] = [];
	const next = new Int32Array(machine.words);
	for (let actor = 0; actor < machine.actors; actor++)
		for (
			let id = machine.next(actor, state, 0, -1);
			id >= 0;
			id = machine.next(actor, state, 0, id)
		) {
			const failed = machine.fire(id, state, 0, next, 0) !== 0;
			after.push({
				transition: id,
				distance: failed
					? { kind: "reachable", steps: 0 }
					: look(next.slice()).distance,
			});
		}
	return { here: here.distance, rest: here.rest, after };
}
