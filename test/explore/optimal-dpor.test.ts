import { describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { bruteForce, normalForm } from "../../src/explore/dpor/brute-force.ts";
import { dependencyOf } from "../../src/explore/dpor/dependency.ts";
import { optimalDpor } from "../../src/explore/dpor/optimal.ts";
import { sourceDpor } from "../../src/explore/dpor/source.ts";
import { actor, scenario } from "../../src/explore/language/scenario.ts";
import { loop, step } from "../../src/explore/language/statement.ts";
import { compareWithBruteForce } from "./compare-with-brute-force.ts";
import * as published from "./published-programs.ts";

describe("against brute force", { timeout: 60_000 }, () => {
	test("150 random programs: same verdict, same classes, nothing blocked", () => {
		const wrong: string[] = [];
		for (let seed = 0; seed < 150; seed++) {
			const failing = seed % 4 === 3;
			const one = compareWithBruteForce(seed, { failing, choices: false });
			if (one.wrong !== null) wrong.push(one.wrong);
		}
		expect(wrong).toEqual([]);
	});

	test("120 random programs with free choices: same verdict, same classes", () => {
		const wrong: string[] = [];
		for (let seed = 0; seed < 120; seed++) {
			const one = compareWithBruteForce(seed, {
				failing: false,
				choices: true,
			});
			if (one.wrong !== null) wrong.push(one.wrong);
		}
		expect(wrong).toEqual([]);
	});

	test("a dependency relation that forgets one kind of conflict is caught", () => {
		let caught = 0;
		for (let seed = 0; seed < 60; seed++) {
			const one = compareWithBruteForce(
				seed,
				{ failing: false, choices: false },
				(machine) => {
					const right = dependencyOf(machine.model);
					const { transitions } = right;
					const table = right.table.slice();
					// The first and the last actor's steps count as independent whatever they touch.
					for (const one of machine.model.flows[0]?.locations.flat() ?? [])
						for (const other of machine.model.flows.at(-1)?.locations.flat() ??
							[])
							table[one.id * transitions + other.id] = table[
								other.id * transitions + one.id
							] = 0;
					return { ...right, table };
				},
			);
			if (one.wrong !== null) caught++;
		}
		expect(caught).toBeGreaterThan(20);
	});
});

describe("page scenario", () => {
	const count = (actors: string) => {
		const machine = machineOf(
			modelOf(pageScenario({ fix: 1, rounds: 1, actors })),
		);
		return optimalDpor(machine, {
			dependency: dependencyOf(machine.model, "declared"),
		});
	};
	test.each([
		["AB", 9],
		["AC", 9],
		["BC", 3],
		["ABC", 135],
		["BCD", 70],
		["ABD", 10_204],
		["ACD", 10_216],
	])("%s: %i classes", (actors, runs) => {
		expect(count(actors)).toMatchObject({ runs, blocked: 0 });
	});

	test("the exact relation tells fewer runs apart, the same as brute force does", () => {
		const machine = machineOf(
			modelOf(pageScenario({ fix: 1, rounds: 1, actors: "BCD" })),
		);
		const seen = new Set<string>();
		const found = optimalDpor(machine, {
			onRun: (run) => {
				seen.add(normalForm(run));
				return false;
			},
		});
		expect(found).toMatchObject({ runs: 44, blocked: 0 });
		expect(seen).toEqual(bruteForce(machine).classes);
	});
});

describe("source sets: published redundant runs", () => {
	test.each([
		{ scenario: published.lastzero(5), runs: 64, blocked: 33 },
		{ scenario: published.poplExample(), runs: 5, blocked: 5 },
	])("$scenario.name: $runs + $blocked", ({ scenario, runs, blocked }) => {
		const machine = machineOf(modelOf(scenario));
		expect(sourceDpor(machine)).toEqual({ runs, blocked });
	});

	// How much is redundant depends on the order of the actors; the published numbers do not say which it was.
	test.each([
		{
			scenario: published.combinationLock(),
			order: [0, 1, 3, 2],
			runs: 6,
			blocked: 6,
		},
		{
			scenario: published.sleepingRaces6(),
			order: [0, 1, 3, 2, 4],
			runs: 10,
			blocked: 18,
		},
	])("$scenario.name, actors in order $order", (row) => {
		const actors = row.order.map((n) => row.scenario.actors[n]);
		const machine = machineOf(
			modelOf({
				...row.scenario,
				actors: actors.filter((one) => one !== undefined),
			}),
		);
		expect(sourceDpor(machine)).toEqual({
			runs: row.runs,
			blocked: row.blocked,
		});
	});
});

test("a run that never ends stops the search and promises nothing", () => {
	const endless = scenario({
		name: "endless",
		actors: [actor("spinner", loop(step("spin")))],
	});
	const found = optimalDpor(machineOf(modelOf(endless)), { mostSteps: 100 });
	expect(found.stopped).toBe("a run of more than 100 steps");
});
