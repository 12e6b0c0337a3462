// Published numbers of classes that some run with at most k preemptions belongs to.
//
// Source  MPI-SWS/genmc b03f01ed0f34, tests/correct/synthetic/*/expected.cb.in

import { expect, test } from "vitest";
import { type Machine, machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { bruteForce, normalForm } from "../../src/explore/dpor/brute-force.ts";
import type { Run } from "../../src/explore/dpor/run.ts";
import * as published from "./published-programs.ts";

function preemptionsOf(machine: Machine, run: Run): number {
	let count = 0;
	for (let event = 1; event < run.depth; event++) {
		const [last, actor] = [event - 1, event].map(
			(at) => run.actorOf[run.events[at] ?? 0] ?? 0,
		) as [number, number];
		const state = event * machine.words;
		if (last !== actor && machine.next(last, run.states, state, -1) >= 0)
			count++;
	}
	return count;
}

test.each([
	{ scenario: published.coa(1), counts: [2, 4] },
	{ scenario: published.coa(2), counts: [6, 15] },
	{ scenario: published.casw(2), counts: [2, 4, 6] },
	{ scenario: published.casw(3), counts: [6, 24, 54, 66] },
	{ scenario: published.increments(2, 3), counts: [2, 6, 8] },
	{ scenario: published.inc(2), counts: [2, 4] },
	{ scenario: published.inc(3), counts: [6, 24, 36] },
	{ scenario: published.increments(3, 2), counts: [6, 24, 36] },
])("$scenario.name: $counts", ({ scenario, counts }) => {
	const machine = machineOf(modelOf(scenario));
	const fewest = new Map<string, number>();
	bruteForce(machine, {
		onRun: (run) => {
			const form = normalForm(run);
			const preemptions = preemptionsOf(machine, run);
			fewest.set(form, Math.min(fewest.get(form) ?? preemptions, preemptions));
		},
	});
	expect(
		counts.map(
			(_, bound) => [...fewest.values()].filter((one) => one <= bound).length,
		),
	).toEqual(counts);
});
