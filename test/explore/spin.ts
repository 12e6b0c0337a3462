// SPIN as a peer: writes a scenario as Promela, lets SPIN explore it, reads what it counted.

import { execFileSync, spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../../src/explore/compile/machine.ts";
import { promelaOf } from "../../src/explore/export/promela.ts";
import { statementTable } from "../../src/explore/export/spin-trail.ts";

const has = (tool: string): boolean =>
	spawnSync(tool, ["--version"]).error === undefined;

/** Tools that are needed and not installed. */
export const missingTools = ["spin", "gcc"].filter((tool) => !has(tool));

/** Tells why the tests are skipped, if they are. */
export function reportMissingTools(): void {
	if (missingTools.length > 0)
		console.warn(
			`SPIN tests skipped: ${missingTools.join(", ")} not installed`,
		);
}

/** Runs SPIN's verifier on a scenario, breadth first, without reduction. */
export function pan(folder: string, machine: Machine, stopAtFailure: boolean) {
	const promela = promelaOf(machine);
	writeFileSync(join(folder, "model.pml"), promela.text);
	rmSync(join(folder, "model.pml.trail"), { force: true });
	const here = { cwd: folder, encoding: "utf8" as const };
	execFileSync("spin", ["-o2", "-a", "model.pml"], here);
	execFileSync(
		"gcc",
		["-O1", "-w", "-DBFS", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"],
		here,
	);
	const table = statementTable(
		promela,
		spawnSync("./pan", ["-d"], here).stdout,
	);
	const output = spawnSync("./pan", stopAtFailure ? [] : ["-c0"], here).stdout;
	const number = (pattern: RegExp) => Number(pattern.exec(output)?.[1] ?? -1);
	return {
		promela,
		table,
		states: number(/(\d+) states, stored/),
		transitions: number(/(\d+) transitions/),
		errors: number(/errors: (\d+)/),
	};
}
