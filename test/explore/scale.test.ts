// Two workers, bounded memory, wide states, equal actors.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { nodeSpawn } from "../../src/cli/explore-worker.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import {
	breadthFirst,
	kernelOf,
	sweep,
} from "../../src/explore/engines/breadth-first.ts";
import {
	exploreInParallel,
	runWorker,
	sweepInParallel,
} from "../../src/explore/engines/parallel.ts";
import { exitCodeOf, verdictText } from "../../src/explore/engines/verdict.ts";
import { counter } from "../../src/explore/language/cell.ts";
import {
	actor,
	type Scenario,
	scenario,
} from "../../src/explore/language/scenario.ts";
import { step } from "../../src/explore/language/statement.ts";
import { reduce } from "../../src/explore/reduce/reduce.ts";
import * as published from "./published-programs.ts";
import { referenceCounters } from "./small-scenarios.ts";

const count = (scenario: Scenario) => {
	const machine = machineOf(modelOf(scenario));
	return sweep(machine, kernelOf(machine.model), {
		stopAtFailure: false,
		limits: {},
	});
};

describe("two workers", () => {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-worker-"));
	const file = join(folder, "worker.mjs");
	const source = new URL("../../src/cli/explore-worker.ts", import.meta.url)
		.pathname;
	beforeAll(() =>
		build({
			stdin: {
				contents: `import { serveExploreWorker } from ${JSON.stringify(source)}; serveExploreWorker();`,
				resolveDir: folder,
			},
			bundle: true,
			platform: "node",
			format: "esm",
			outfile: file,
			alias: {
				"#explore": new URL("../../src/explore", import.meta.url).pathname,
			},
		}),
	);
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test.each([
		pageScenario({ fix: 1, rounds: 1 }),
		pageScenario({ fix: 0, rounds: 1 }),
		pageScenario({ fix: 1, rounds: 2 }),
		published.lastzero(5),
	])("$name: the same counts as one", async (scenario) => {
		const machine = machineOf(modelOf(scenario));
		const { states, transitions, failing, ends } = count(scenario);
		expect(
			await sweepInParallel(machine, nodeSpawn(pathToFileURL(file)), 2),
		).toMatchObject({ states, transitions, failing, ends, stopped: false });
	});

	test("a failure is found and shown", async () => {
		const machine = machineOf(modelOf(pageScenario({ fix: 0, rounds: 1 })));
		const verdict = await exploreInParallel(
			machine,
			nodeSpawn(pathToFileURL(file)),
			2,
		);
		expect(
			verdict.kind === "fails" && verdict.finding.schedule.transitions.length,
		).toBe(27);
	});

	test("a bound stops them all", async () => {
		const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 2 })));
		const verdict = await exploreInParallel(
			machine,
			nodeSpawn(pathToFileURL(file)),
			2,
			{ bytes: 400_000 },
		);
		expect(verdict.kind).toBe("stopped");
	});

	test("one worker alone needs no thread", async () => {
		const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
		const found = await sweepInParallel(
			machine,
			async (task) => runWorker(task),
			1,
		);
		expect(found).toMatchObject({ states: 9_819, transitions: 22_500 });
	});
});

describe("a bound on memory", () => {
	const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 2 })));
	test.each([{ bytes: 1_000_000 }, { states: 50_000 }])(
		"%o stops with what was done",
		(limits) => {
			const verdict = breadthFirst.explore(machine, limits);
			expect(verdict.kind).toBe("stopped");
			expect(exitCodeOf(verdict)).toBe(2);
			expect(verdictText(verdict)).toMatch(
				/^stopped at \d+ states, nothing found so far: /,
			);
			expect(verdict.counts.states).toBeGreaterThan(1_000);
			expect(verdict.counts.states).toBeLessThan(362_107);
		},
	);
	test("and does not stop what fits", () => {
		expect(breadthFirst.explore(machine, { bytes: 50_000_000 }).kind).toBe(
			"holds",
		);
	});
});

test("states of more than 64 bits: n independent actors have (k+1)^n states", () => {
	const wide = (n: number) =>
		scenario({
			name: "wide",
			actors: Array.from({ length: n }, (_, i) => {
				const cell = counter(`c${i}`, { greatest: 2 ** 20 });
				return actor(
					`${i}`,
					step("one", cell.set(2 ** 20)),
					step("two", cell.set(77_777)),
				);
			}),
		});
	const machine = machineOf(modelOf(wide(8)));
	expect(machine.words).toBeGreaterThan(4);
	expect(count(wide(8)).states).toBe(3 ** 8);
});

describe("equal actors", () => {
	test.each([
		[2, false],
		[3, false],
		[4, true],
	])(
		"%i reference counters, locked %s: fewer states, same verdict",
		(n, locked) => {
			const scenario = referenceCounters(n, locked);
			const plain = count(scenario);
			const reduced = reduce(scenario, {
				hide: false,
				fuse: false,
				symmetry: true,
			});
			expect(reduced.refused).toEqual([]);
			const machine = machineOf(reduced.model);
			const found = sweep(machine, kernelOf(machine.model), {
				stopAtFailure: false,
				limits: {},
			});
			expect(found.states).toBeLessThan(plain.states);
			expect(found.failing > 0).toBe(plain.failing > 0);
		},
	);

	test("two counters that are not atomic: 13 states, 8 up to symmetry, as published for Stateright", () => {
		const scenario = referenceCounters(2, false);
		expect(count(scenario).states).toBe(13);
		const { model } = reduce(scenario, {
			hide: false,
			fuse: false,
			symmetry: true,
		});
		const found = sweep(machineOf(model), kernelOf(model), {
			stopAtFailure: false,
			limits: {},
		});
		expect(found.states).toBe(8);
	});

	test("locked sections become one step: a state per set of readers that are done, per number of them with symmetry", () => {
		const scenario = referenceCounters(4, true);
		const states = (symmetry: boolean) => {
			const { model } = reduce(scenario, { hide: true, fuse: true, symmetry });
			return sweep(machineOf(model), kernelOf(model), {
				stopAtFailure: false,
				limits: {},
			}).states;
		};
		expect(states(true)).toBe(5);
		expect(states(false)).toBe(65);
	});

	test("actors that differ in one number are refused", () => {
		const shared = counter("owner", { greatest: 3 });
		const make = (n: number) => actor(`a${n}`, step("take", shared.set(n)));
		const reduced = reduce(
			scenario({
				name: "owners",
				actors: [make(1), make(2)],
				equalActors: [["a1", "a2"]],
			}),
			{ hide: false, fuse: true, symmetry: true },
		);
		expect(reduced.refused).toEqual(["a1, a2: a2 does other steps"]);
	});
});
