// The large counts of the page scenario.

import { expect, test } from "vitest";
import { pageScenario } from "../../../bench/explore/page-scenario.ts";
import { machineOf } from "../../../src/explore/compile/machine.ts";
import { modelOf } from "../../../src/explore/compile/model.ts";
import { dependencyOf } from "../../../src/explore/dpor/dependency.ts";
import { optimalDpor } from "../../../src/explore/dpor/optimal.ts";
import {
	breadthFirst,
	kernelOf,
	sweep,
} from "../../../src/explore/engines/breadth-first.ts";
import {
	coverageLine,
	coverageOf,
} from "../../../src/explore/story/coverage.ts";

test("four rounds: 8,988,317 states, 26,676,390 transitions", () => {
	const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 4 })));
	const found = sweep(machine, kernelOf(machine.model), {
		stopAtFailure: false,
		limits: {},
	});
	expect(found).toMatchObject({
		states: 8_988_317,
		transitions: 26_676_390,
		failing: 0,
	});
});

test("one round: 1,452,608 classes, nothing started in vain", () => {
	const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
	const started = performance.now();
	const found = optimalDpor(machine, {
		dependency: dependencyOf(machine.model, "declared"),
	});
	console.log(
		`1,452,608 classes in ${Math.round(performance.now() - started)} ms`,
	);
	expect(found).toMatchObject({ runs: 1_452_608, blocked: 0 });
	const exact = optimalDpor(machine);
	expect(exact).toMatchObject({ runs: 167_337, blocked: 0 });
});

test("coverage of a clean verdict: interleavings, schedules, states", {
	timeout: 60_000,
}, () => {
	const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
	const verdict = breadthFirst.explore(machine);
	expect(verdict.kind).toBe("holds");
	const line = coverageLine(
		coverageOf(machine, { ...verdict.counts, elapsedMs: 18 }),
	);
	expect(line).toBe(
		"7.08·10^15 interleavings = 167,337 different schedules = 9,819 states, all checked in 18 ms",
	);
});
