// Every interleaving, one by one: the oracle for small programs.
//
// Also tells runs apart up to equivalence, by the order in which dependent steps happen: the reference for how many
// classes there are.

import type { Machine } from "../compile/machine.ts";
import {
	everyInterleaving,
	type InterleavingOptions,
} from "./interleavings.ts";
import { hasBit, type Run } from "./run.ts";

export interface BruteForceResult {
	/** Interleavings, cut ones included. */
	runs: number;
	failing: number;
	/** One entry per class of equivalent runs. */
	classes: Set<string>;
	/** Packed final states of runs that were not cut by a failing step. */
	finals: Set<string>;
	stopped: string | null;
}

/** The same text for two runs if and only if they are equivalent: always the least event that can come next. */
export function normalForm(run: Run): string {
	const { depth, masks, before, events } = run;
	const placed = new Int32Array(masks);
	const form: number[] = [];
	const ready = (event: number): boolean => {
		for (let w = 0; w < masks; w++)
			if (((before[event * masks + w] ?? 0) & ~(placed[w] ?? 0)) !== 0)
				return false;
		return true;
	};
	while (form.length < depth) {
		let least = -1;
		for (let event = 0; event < depth; event++)
			if (
				!hasBit(placed, 0, event) &&
				ready(event) &&
				(least < 0 || (events[event] ?? 0) < (events[least] ?? 0))
			)
				least = event;
		form.push(events[least] ?? 0);
		placed[least >>> 5] = (placed[least >>> 5] ?? 0) | (1 << (least & 31));
	}
	return form.join(" ");
}

/** The final state of a run as text. */
export function finalState(run: Run): string {
	const { words } = run.machine;
	return run.states
		.subarray(run.depth * words, (run.depth + 1) * words)
		.join(",");
}

/** Runs every interleaving and sorts them into classes. */
export function bruteForce(
	machine: Machine,
	options: InterleavingOptions & {
		/** Called with every run before it counts. */
		onRun?: (run: Run) => void;
	} = {},
): BruteForceResult {
	const classes = new Set<string>();
	const finals = new Set<string>();
	const { runs, failing, stopped } = everyInterleaving(
		machine,
		(run, _failure, cut) => {
			options.onRun?.(run);
			classes.add(normalForm(run));
			if (!cut) finals.add(finalState(run));
			return false;
		},
		options,
	);
	return { runs, failing, classes, finals, stopped };
}
