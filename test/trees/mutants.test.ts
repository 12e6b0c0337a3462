// Faults put into real functions of linux-source-6.12, a seeded sample: how many check finds. npm run bench:mutants judges all.

import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createParser } from "../../src/cli/create-parser.ts";
import {
	renderMutantScore,
	runMutants,
} from "../../tools/mutants/run-mutants.ts";
import { percent } from "../../tools/scoring/fraction.ts";
import { runCheck } from "../../tools/scoring/run-check.ts";
import { kernelTree } from "./kernel-tree.ts";

test("most faults are found, and no harmless change is reported", async () => {
	const tree = kernelTree("v6.12");
	const bundle = fileURLToPath(
		new URL("../../dist/pinfold.mjs", import.meta.url),
	);
	const { sites, findings } = runCheck(bundle, tree);
	const options = { tree, kernel: "6.12", sample: 150, seed: 1 } as const;
	const score = runMutants(sites, findings, options, await createParser());
	console.log(renderMutantScore(score, false));
	// What holds today with some room; the goals are 95 and 75.
	expect(percent(score.sameFunction)).toBeGreaterThan(90);
	expect(percent(score.otherFunction)).toBeGreaterThan(68);
	expect(score.alarms.hits).toBe(0);
});
