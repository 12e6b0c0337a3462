// How far the failure is from a state of a run, and from each state that one step leads to.

import type { Machine } from "#explore/compile/machine.ts";
import type { SearchKernel } from "#explore/compile/search-kernel.ts";
import { findingOf, kernelOf, sweep } from "#explore/engines/breadth-first.ts";
import type { Distance } from "./protocol.ts";

const mostStates = 1_000_000;

export interface Ahead {
	here: Distance;
	rest: readonly number[];
	after: { transition: number; distance: Distance }[];
}

function searchFrom(
	machine: Machine,
	kernel: SearchKernel,
	state: Int32Array,
): { distance: Distance; rest: readonly number[] } {
	const there = { ...machine, initial: state };
	const found = sweep(there, kernel, {
		stopAtFailure: true,
		limits: { states: mostStates },
	});
	if (found.failure !== 0) {
		const rest = findingOf(there, kernel, found).schedule.transitions;
		return { distance: { kind: "reachable", steps: rest.length }, rest };
	}
	return {
		distance:
			found.stopped === null
				? { kind: "unreachable", states: found.states }
				: { kind: "unknown" },
		rest: [],
	};
}

export function lookAhead(machine: Machine, run: readonly number[]): Ahead {
	const kernel = kernelOf(machine.model);
	const state = machine.initial.slice();
	for (const id of run) machine.fire(id, state, 0, state, 0);
	const here = searchFrom(machine, kernel, state);
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
					: searchFrom(machine, kernel, next.slice()).distance,
			});
		}
	return { here: here.distance, rest: here.rest, after };
}
