// Random programs, explored by SPIN and by us: the same number of states.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { machineOf } from "../../../src/explore/compile/machine.ts";
import { modelOf } from "../../../src/explore/compile/model.ts";
import { kernelOf, sweep } from "../../../src/explore/engines/breadth-first.ts";
import { randomProgram } from "../../explore/random-program.ts";
import { missingTools, pan, reportMissingTools } from "../../explore/spin.ts";

reportMissingTools();
const folder = mkdtempSync(join(tmpdir(), "pinfold-spin-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(missingTools.length > 0)("SPIN", () => {
	test("counts the states of random programs as we do", () => {
		for (const seed of [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14]) {
			const machine = machineOf(
				modelOf({
					...randomProgram(seed, { failing: false, choices: true }),
					deadlock: "allowed",
				}),
			);
			const ours = sweep(machine, kernelOf(machine.model), {
				stopAtFailure: false,
				limits: {},
			});
			const theirs = pan(folder, machine, false);
			expect({ seed, states: theirs.states }).toEqual({
				seed,
				states: ours.states,
			});
		}
	}, 60_000);
});
