// Every engine says the same about every scenario, with every reduction on or off, and every failing run replays.

import { describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { everyRun, optimal } from "../../src/explore/dpor/engine.ts";
import { breadthFirst } from "../../src/explore/engines/breadth-first.ts";
import { fewestPreemptions } from "../../src/explore/engines/fewest-preemptions.ts";
import {
	pct,
	randomEngine,
	uniform,
} from "../../src/explore/engines/random.ts";
import { replay, scheduleText } from "../../src/explore/engines/schedule.ts";
import { traceOf } from "../../src/explore/engines/trace.ts";
import type { Engine } from "../../src/explore/engines/verdict.ts";
import { reduce } from "../../src/explore/reduce/reduce.ts";
import { randomProgram } from "./random-program.ts";
import { smallScenarios } from "./small-scenarios.ts";

const page = [
	{ scenario: pageScenario({ fix: 0, rounds: 1, actors: "ABC" }), fails: true },
	{
		scenario: pageScenario({ fix: 1, rounds: 1, actors: "ABC" }),
		fails: false,
	},
	{
		scenario: pageScenario({
			fix: 2,
			rounds: 2,
			writebackNeedsBuffers: true,
			actors: "ABC",
		}),
		fails: true,
	},
];
const rows = [...smallScenarios, ...page].map((row) => ({
	...row,
	name: row.scenario.name,
}));
const exhaustive: Engine[] = [breadthFirst, fewestPreemptions, optimal];
const combinations = Array.from({ length: 8 }, (_, bits) => ({
	hide: (bits & 1) !== 0,
	fuse: (bits & 2) !== 0,
	symmetry: (bits & 4) !== 0,
}));

describe.each(rows)("$name", ({ scenario, fails }) => {
	const machine = machineOf(modelOf(scenario));

	test.each(exhaustive)("$name", (engine) => {
		const verdict = engine.explore(machine);
		expect(verdict.kind).toBe(fails ? "fails" : "holds");
		if (verdict.kind !== "fails") return;
		const { failure, schedule } = verdict.finding;
		const trace = traceOf(machine, schedule.transitions);
		expect(trace.failure?.message).toBe(failure.message);
		const text = scheduleText(machine, schedule.transitions);
		expect(replay(machine, text)).toEqual({
			kind: "run",
			transitions: schedule.transitions,
		});
	});

	test("random engines never see what cannot happen", () => {
		for (const engine of [
			randomEngine("uniform", uniform(), { runs: 300 }),
			randomEngine("pct", pct(3, 40), { runs: 300 }),
		]) {
			const verdict = engine.explore(machine);
			expect(verdict.kind).not.toBe("holds");
			if (!fails) expect(verdict.kind).toBe("stopped");
		}
	});

	test.each(combinations)("reduced: %o", (reductions) => {
		const reduced = reduce(scenario, reductions);
		const verdict = breadthFirst.explore(machineOf(reduced.model));
		expect(verdict.kind).toBe(fails ? "fails" : "holds");
		if (verdict.kind !== "fails") return;
		const run = reduced.expand(verdict.finding.schedule.transitions);
		const trace = traceOf(machine, run);
		expect(trace.failure?.message).toBe(verdict.finding.failure.message);
	});
});

describe("small scenarios, every run", () => {
	test.each(smallScenarios.slice(0, 7))("$scenario.name", (small) => {
		const verdict = everyRun.explore(machineOf(modelOf(small.scenario)));
		expect(verdict.kind).toBe(small.fails ? "fails" : "holds");
	});
});

test("reductions keep the verdict of 100 random programs", {
	timeout: 60_000,
}, () => {
	for (let seed = 0; seed < 100; seed++) {
		const scenario = randomProgram(seed, {
			failing: seed % 2 === 1,
			choices: true,
		});
		const whole = breadthFirst.explore(machineOf(modelOf(scenario)));
		for (const reductions of combinations) {
			const { model } = reduce(scenario, reductions);
			const verdict = breadthFirst.explore(machineOf(model));
			expect([seed, reductions, verdict.kind]).toEqual([
				seed,
				reductions,
				whole.kind,
			]);
		}
	}
});
