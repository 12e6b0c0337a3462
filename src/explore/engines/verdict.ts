// What an engine says about a scenario.

import type { Failure } from "../compile/failure.ts";

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
	explore(
		machine: import("../compile/machine.ts").Machine,
		limits?: Limits,
	): Verdict;
}
