// What "holds" means in numbers: how many interleavings, how many of them really different, how many states.

import type { Machine } from "../compile/machine.ts";
import { optimalDpor } from "../dpor/optimal.ts";
import { interleavings, stateGraphOf } from "../engines/state-graph.ts";

export interface Coverage {
	/** Infinite where runs can go round in circles; null where the graph was too large to count. */
	interleavings: number | null;
	/** Classes of equivalent runs; null where counting was stopped, or runs are endless. */
	schedules: number | null;
	states: number;
	/** Time of the search that checked them all, in ms. */
	elapsedMs: number;
}

/** Counts, for a scenario that was found to hold, what was covered. */
export function coverageOf(
	machine: Machine,
	checked: { states: number; elapsedMs: number },
	mostSchedules = 200_000,
): Coverage {
	const graph = checked.states <= 1_000_000 ? stateGraphOf(machine) : undefined;
	const all = graph === undefined ? null : interleavings(graph);
	// Runs that go round in circles have no classes to count, and would be followed for ever.
	const runs =
		all === Number.POSITIVE_INFINITY
			? null
			: optimalDpor(machine, { mostRuns: mostSchedules });
	return {
		...checked,
		interleavings: all,
		schedules: runs === null || runs.stopped !== null ? null : runs.runs,
	};
}

/** 12,345 up to a million million, 7.08·10^15 beyond. */
export function countText(count: number): string {
	if (!Number.isFinite(count)) return "endless";
	if (count < 1e12) return count.toLocaleString("en-US");
	const exponent = Math.floor(Math.log10(count));
	return `${(count / 10 ** exponent).toFixed(2)}·10^${exponent}`;
}

/** "7.08·10^15 interleavings = 167,337 different schedules = 9,819 states, all checked in 18 ms" */
export function coverageLine(coverage: Coverage): string {
	const { interleavings: all, schedules, states, elapsedMs } = coverage;
	const parts = [
		all === null ? [] : [`${countText(all)} interleavings`],
		schedules === null ? [] : [`${countText(schedules)} different schedules`],
		[`${countText(states)} states`],
	].flat();
	return `${parts.join(" = ")}, all checked in ${Math.round(elapsedMs)} ms`;
}
