// The page scenario of bench/explore/page.pml: states, transitions and violating transitions as SPIN counts them
// (SPIN counts the initial state once more as a transition).

import { describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import {
	breadthFirst,
	kernelOf,
	sweep,
} from "../../src/explore/engines/breadth-first.ts";

function sweepPage(options: Parameters<typeof pageScenario>[0]) {
	const machine = machineOf(modelOf(pageScenario(options)));
	return sweep(machine, kernelOf(machine.model), {
		stopAtFailure: false,
		limits: {},
	});
}

describe("page scenario, breadth first", () => {
	test.each([
		[1, 9_819, 22_500],
		[2, 362_107, 989_086],
		[3, 2_462_797, 7_118_042],
	])("FIX=1, %i rounds", (rounds, states, transitions) => {
		const found = sweepPage({ fix: 1, rounds });
		expect(found).toMatchObject({ states, transitions, failing: 0 });
	});

	test("FIX=0, one round: 76 violating transitions", () => {
		const found = sweepPage({ fix: 0, rounds: 1 });
		expect(found).toMatchObject({
			states: 10_047,
			transitions: 22_924,
			failing: 76,
		});
	});

	test.each([
		[{ fix: 0 as const, rounds: 1 }, 27],
		[{ fix: 2 as const, rounds: 2, writebackNeedsBuffers: true }, 33],
	])("shortest failing run of %o", (options, steps) => {
		const verdict = breadthFirst.explore(
			machineOf(modelOf(pageScenario(options))),
		);
		expect(verdict.kind).toBe("fails");
		if (verdict.kind === "fails")
			expect(verdict.finding.schedule.transitions).toHaveLength(steps);
	});
});
