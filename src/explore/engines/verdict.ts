// What an engine says about a scenario.

import type { Failure } from "../compile/failure.ts";
import type { Machine } from "../compile/machine.ts";

/** A run: the transitions taken, in order, by id. */
export interface Schedule {
	transitions: readonly number[];
}

/** A failure and a run that ends in it. */
export interface Finding {
	failure: Failure;
	schedule: Schedule;
}

export interface Counts {
	/** Different states met; 0 for engines that keep none. */
	states: number;
	/** Transitions taken from different states; for stateless engines, steps executed. */
	transitions: number;
	/** Complete runs; 0 for engines over states. */
	runs: number;
	elapsedMs: number;
}

/**
 * `holds`: everything was explored and nothing failed. `fails`: here is a run. `stopped`: a bound was met first, and
 * nothing was found so far; that is no promise.
 */
export type Verdict =
	| { kind: "holds"; counts: Counts }
	| { kind: "fails"; finding: Finding; counts: Counts }
	| { kind: "stopped"; because: string; counts: Counts };

/** What a command that explores ends with: 0 holds, 1 fails, 2 for no answer. */
export function exitCodeOf(verdict: Verdict): 0 | 1 | 2 {
	return verdict.kind === "holds" ? 0 : verdict.kind === "fails" ? 1 : 2;
}

/** One sentence; for a search that was stopped it promises nothing. */
export function verdictText(verdict: Verdict): string {
	const { states, runs, elapsedMs } = verdict.counts;
	const done = states > 0 ? `${states} states` : `${runs} runs`;
	switch (verdict.kind) {
		case "holds":
			return `holds: ${done}, all checked in ${Math.round(elapsedMs)} ms`;
		case "fails":
			return `fails: ${verdict.finding.failure.message}`;
		case "stopped":
			return `stopped at ${done}, nothing found so far: ${verdict.because}`;
	}
}

export interface Limits {
	/** Most states to keep. */
	states?: number;
	/** Most bytes for the visited set and frontiers. */
	bytes?: number;
	/** Most runs, for engines that execute runs. */
	runs?: number;
}

/** The one interface of all engines. */
export interface Engine {
	name: string;
	/** Whether "holds" is a proof, not luck. */
	exhaustive: boolean;
	explore(machine: Machine, limits?: Limits): Verdict;
}
