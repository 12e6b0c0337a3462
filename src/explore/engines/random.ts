// Random schedules: for scenarios that no exhaustive engine can finish. A clean result is luck, not proof.
//
// Source   S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte: "A randomized scheduler with probabilistic
//          guarantees of finding bugs", ASPLOS 2010 (PCT): a bug of depth d is hit by one run with a chance of at
//          least 1 / (n · k^(d-1)), for n actors and k steps

import type { Machine } from "../compile/machine.ts";
import type { Engine, Finding, Verdict } from "./verdict.ts";

/** Numbers in [0, 1). */
export type Random = () => number;

export interface RandomOptions {
	seed: number;
	runs: number;
	/** Longest run; what is not over by then counts as clean. */
	mostSteps: number;
}

const defaults: RandomOptions = { seed: 1, runs: 10_000, mostSteps: 10_000 };

/** Xorshift32: the same numbers for the same seed, on every machine. */
export function seededRandom(seed: number): Random {
	let state = Math.imul(seed, 2654435761) | 1;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) / 4294967296;
	};
}

/** Chooses the actor that moves; `enabled` is not empty. */
export interface Scheduler {
	start(machine: Machine, random: Random): void;
	pick(enabled: readonly number[], step: number, random: Random): number;
}

/** Every actor that can move is as likely as any other. */
export function uniform(): Scheduler {
	return {
		start() {},
		pick: (enabled, _step, random) =>
			enabled[Math.floor(random() * enabled.length)] ?? 0,
	};
}

/** Random priorities and `depth` - 1 random points at which the running actor gets the lowest one. */
export function pct(depth: number, expectedSteps: number): Scheduler {
	let priority: number[] = [];
	let changes: number[] = [];
	return {
		start(machine, random) {
			priority = Array.from({ length: machine.actors }, () => 1 + random());
			changes = Array.from({ length: depth - 1 }, () =>
				Math.floor(random() * expectedSteps),
			);
		},
		pick(enabled, step) {
			const highest = (): number =>
				enabled.reduce((best, actor) =>
					(priority[actor] ?? 0) > (priority[best] ?? 0) ? actor : best,
				);
			const change = changes.indexOf(step);
			if (change >= 0) priority[highest()] = -change;
			return highest();
		},
	};
}

/** One random run; null if it is clean. */
function randomRun(
	machine: Machine,
	scheduler: Scheduler,
	random: Random,
	mostSteps: number,
): { finding: Finding | null; steps: number } {
	const state = machine.initial.slice();
	const run: number[] = [];
	const fails = (failure: number) => {
		const known = machine.model.failures[failure - 1];
		const finding =
			known === undefined
				? null
				: { failure: known, schedule: { transitions: run } };
		return { finding, steps: run.length };
	};
	scheduler.start(machine, random);
	for (let step = 0; step < mostSteps; step++) {
		const broken = machine.broken(state, 0);
		if (broken !== 0) return fails(broken);
		const enabled: number[] = [];
		for (let actor = 0; actor < machine.actors; actor++)
			if (machine.next(actor, state, 0, -1) >= 0) enabled.push(actor);
		if (enabled.length === 0) return fails(machine.ended(state, 0));
		const actor = scheduler.pick(enabled, step, random);
		const choices: number[] = [];
		for (
			let id = machine.next(actor, state, 0, -1);
			id >= 0;
			id = machine.next(actor, state, 0, id)
		)
			choices.push(id);
		const id = choices[Math.floor(random() * choices.length)] ?? 0;
		run.push(id);
		const failure = machine.fire(id, state, 0, state, 0);
		if (failure !== 0) return fails(failure);
	}
	return { finding: null, steps: run.length };
}

/** How many of `runs` random runs fail. */
export function hitRate(
	machine: Machine,
	scheduler: Scheduler,
	given: Partial<RandomOptions> = {},
): { runs: number; hits: number } {
	const options = { ...defaults, ...given };
	const random = seededRandom(options.seed);
	let hits = 0;
	for (let n = 0; n < options.runs; n++)
		if (
			randomRun(machine, scheduler, random, options.mostSteps).finding !== null
		)
			hits++;
	return { runs: options.runs, hits };
}

/** A random engine; ends with the first failure. Never says "holds". */
export function randomEngine(
	name: string,
	scheduler: Scheduler,
	given: Partial<RandomOptions> = {},
): Engine {
	return {
		name,
		exhaustive: false,
		explore(machine, limits = {}): Verdict {
			const options = { ...defaults, ...given };
			const runs = limits.runs ?? options.runs;
			const random = seededRandom(options.seed);
			const started = performance.now();
			let steps = 0;
			for (let n = 1; n <= runs; n++) {
				const one = randomRun(machine, scheduler, random, options.mostSteps);
				steps += one.steps;
				const counts = {
					states: 0,
					transitions: steps,
					runs: n,
					elapsedMs: performance.now() - started,
				};
				if (one.finding !== null)
					return { kind: "fails", finding: one.finding, counts };
				if (n === runs)
					return {
						kind: "stopped",
						because: `${runs} random runs, seed ${options.seed}`,
						counts,
					};
			}
			throw new Error("a random engine needs at least one run");
		},
	};
}
