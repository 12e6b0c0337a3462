// SPIN explores what we explore: same states, same transitions; it replays our run to the same assertion, and we replay
// its run to the same failure. Skipped, with a message, where spin or gcc is not installed.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { breadthFirst } from "../../src/explore/engines/breadth-first.ts";
import { simplestRun } from "../../src/explore/engines/fewest-preemptions.ts";
import { traceOf } from "../../src/explore/engines/trace.ts";
import type { PromelaModel } from "../../src/explore/export/promela.ts";
import {
	runOfTrail,
	type StatementTable,
	trailOf,
} from "../../src/explore/export/spin-trail.ts";
import { missingTools, pan, reportMissingTools } from "./spin.ts";

reportMissingTools();

const folder = mkdtempSync(join(tmpdir(), "pinfold-spin-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(missingTools.length > 0)("SPIN", () => {
	test("counts the states and transitions of the generated model as we do", () => {
		const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
		const counted = pan(folder, machine, false);
		expect(counted).toMatchObject({
			states: 9_819,
			transitions: 22_501,
			errors: 0,
		});
	});

	describe("on the failing page scenario", () => {
		const machine = machineOf(modelOf(pageScenario({ fix: 0, rounds: 1 })));
		let promela: PromelaModel;
		let table: StatementTable;
		beforeAll(() => {
			({ promela, table } = pan(folder, machine, true));
		});

		test("replays our run to the same assertion", () => {
			const { simplest } = simplestRun(machine);
			const run = simplest?.finding.schedule.transitions ?? [];
			writeFileSync(join(folder, "ours.pml"), promela.text);
			writeFileSync(
				join(folder, "ours.pml.trail"),
				trailOf(machine, run, table),
			);
			const { stdout } = spawnSync("spin", ["-t", "-p", "ours.pml"], {
				cwd: folder,
				encoding: "utf8",
			});
			const line = promela.lineOf.get(run.at(-1) ?? -1);
			expect(stdout).toMatch(
				new RegExp(`ours.pml:${line}, Error: assertion violated`),
			);
			expect(stdout).toContain(`trail ends after ${run.length} steps`);
		});

		test("finds a run that we replay to the same failure", () => {
			const trail = readFileSync(join(folder, "model.pml.trail"), "utf8");
			const run = runOfTrail(trail, table);
			expect(run).toHaveLength(27);
			const trace = traceOf(machine, run);
			const ours = breadthFirst.explore(machine);
			expect(trace.failure?.message).toBe("a dirty page has buffers");
			expect(trace.steps.at(-1)?.failure).not.toBeNull();
			expect(ours.kind === "fails" && ours.finding.failure.message).toBe(
				trace.failure?.message,
			);
		});
	});
});
