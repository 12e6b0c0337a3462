// Which steps of a run happen before which: for pictures with arrows.

import { dependencyOf } from "../dpor/dependency.ts";
import { hasBit, newRun, push } from "../dpor/run.ts";
import type { Trace } from "../engines/trace.ts";

export interface Arrow {
	/** Positions in the run, from 0. */
	from: number;
	to: number;
}

export interface Order {
	/** Between steps of different actors that depend on each other directly. */
	arrows: Arrow[];
	/** By step: how many steps of each actor happen before it or are it. */
	clocks: number[][];
}

export function orderOf(trace: Trace): Order {
	const { machine } = trace;
	const run = newRun(machine, dependencyOf(machine.model));
	const order: Order = { arrows: [], clocks: [] };
	trace.steps.forEach(({ transition }, index) => {
		push(run, transition.id);
		for (let r = run.racingCount - 1; r >= 0; r--)
			order.arrows.push({ from: run.racing[r] ?? 0, to: index });
		const clock = new Array<number>(machine.actors).fill(0);
		for (let event = 0; event <= index; event++)
			if (event === index || hasBit(run.before, index * run.masks, event)) {
				const actor = run.actorOf[run.events[event] ?? 0] ?? 0;
				clock[actor] = (clock[actor] ?? 0) + 1;
			}
		order.clocks.push(clock);
	});
	return order;
}
