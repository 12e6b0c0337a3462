// One random program: optimal DPOR against every interleaving.

import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import {
	bruteForce,
	finalState,
	normalForm,
} from "../../src/explore/dpor/brute-force.ts";
import type { Dependency } from "../../src/explore/dpor/dependency.ts";
import { optimalDpor } from "../../src/explore/dpor/optimal.ts";
import { type RandomOptions, randomProgram } from "./random-program.ts";

export interface Comparison {
	/** Interleavings; null if there were too many to try. */
	runs: number | null;
	/** What is wrong, or null. */
	wrong: string | null;
	fails: boolean;
	blocked: number;
}

/** Programs with more interleavings are left out, and counted as such. */
const most = 5_000;

/** `dependency` replaces DPOR's relation; the oracle keeps the right one. */
export function compareWithBruteForce(
	seed: number,
	options: RandomOptions,
	dependency?: (machine: ReturnType<typeof machineOf>) => Dependency,
): Comparison {
	const machine = machineOf(modelOf(randomProgram(seed, options)));
	const truth = bruteForce(machine, { mostRuns: most });
	if (truth.stopped !== null)
		return { runs: null, wrong: null, fails: false, blocked: 0 };
	const classes = new Set<string>();
	const finals = new Set<string>();
	const found = optimalDpor(machine, {
		...(dependency === undefined ? {} : { dependency: dependency(machine) }),
		onRun: (run) => {
			classes.add(normalForm(run));
			finals.add(finalState(run));
			return false;
		},
		mostRuns: most,
	});
	const wrong: string[] = [];
	if (found.failing > 0 !== truth.failing > 0) wrong.push("verdict");
	if (found.blocked > 0 && !options.choices) wrong.push("blocked");
	// A run cut by a failing check is no whole class: then only verdicts are comparable.
	if (!options.failing) {
		if (found.runs !== truth.classes.size)
			wrong.push(`${found.runs} runs, ${truth.classes.size} classes`);
		if (classes.size !== truth.classes.size) wrong.push("missed classes");
		if (finals.size !== truth.finals.size) wrong.push("missed final states");
	}
	return {
		runs: truth.runs,
		wrong: wrong.length === 0 ? null : `seed ${seed}: ${wrong.join(", ")}`,
		fails: truth.failing > 0,
		blocked: found.blocked,
	};
}
