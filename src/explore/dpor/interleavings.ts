// Every interleaving, one by one.

import type { Machine } from "../compile/machine.ts";
import { type Dependency, dependencyOf } from "./dependency.ts";
import type { DporResult } from "./optimal.ts";
import { newRun, nextHere, pop, push, type Run } from "./run.ts";

export interface InterleavingOptions {
	dependency?: Dependency;
	mostRuns?: number;
}

/** Calls `onRun` with every complete run and its failure (0 for none) until it returns true. */
export function everyInterleaving(
	machine: Machine,
	onRun: (run: Run, failure: number, cut: boolean) => boolean,
	options: InterleavingOptions = {},
): DporResult {
	const run = newRun(
		machine,
		options.dependency ?? dependencyOf(machine.model),
	);
	const most = options.mostRuns ?? Number.POSITIVE_INFINITY;
	const result: DporResult = {
		runs: 0,
		blocked: 0,
		steps: 0,
		failing: 0,
		stopped: null,
	};
	let done = false;
	const finish = (failure: number, cut: boolean): void => {
		result.runs++;
		if (failure !== 0) result.failing++;
		done = onRun(run, failure, cut);
		if (done || result.runs < most) return;
		result.stopped = `${most} runs`;
		done = true;
	};
	const explore = (): void => {
		let ended = true;
		for (let actor = 0; actor < machine.actors; actor++)
			for (
				let id = nextHere(run, actor, -1);
				id >= 0 && !done;
				id = nextHere(run, actor, id)
			) {
				ended = false;
				result.steps++;
				const failure = push(run, id);
				if (failure !== 0) finish(failure, true);
				else explore();
				pop(run);
			}
		if (ended && !done)
			finish(machine.ended(run.states, run.depth * machine.words), false);
	};
	explore();
	return result;
}
