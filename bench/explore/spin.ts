// SPIN's side of the comparison: page.pml, compiled and run as its manual advises.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SpinBuild {
	name: string;
	folder: string;
	compileMs: number;
}

export interface SpinRun {
	states: number;
	transitions: number;
	errors: number;
	/** Search time as pan prints it. */
	searchMs: number;
	/** Memory as pan prints it, in MiB. */
	memory: number;
}

/** Makes pan. `keepAll` keeps write-only variables in the state (`spin -o2`), as the plain TypeScript search does. */
export function buildSpin(
	name: string,
	model: string,
	defines: string[],
	flags: string[],
	keepAll: boolean,
): SpinBuild {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-pan-"));
	copyFileSync(model, join(folder, "page.pml"));
	const started = performance.now();
	const here = { cwd: folder, stdio: "pipe" as const };
	const hiding = keepAll ? ["-o2"] : [];
	execFileSync("spin", [...hiding, ...defines, "-a", "page.pml"], here);
	execFileSync(
		"gcc",
		["-O2", "-w", "-DSAFETY", "-DMEMLIM=9000", ...flags, "-o", "pan", "pan.c"],
		here,
	);
	return { name, folder, compileMs: performance.now() - started };
}

export function runSpin(build: SpinBuild, options: string[]): SpinRun {
	const { stdout } = spawnSync("./pan", options, {
		cwd: build.folder,
		encoding: "utf8",
	});
	const number = (pattern: RegExp): number =>
		Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
	return {
		states: number(/(\d+) states, stored/),
		transitions: number(/(\d+) transitions/),
		errors: number(/errors: (\d+)/),
		searchMs: number(/pan: elapsed time ([\d.]+) seconds/) * 1000,
		memory: number(/([\d.]+)\s+total actual memory usage/),
	};
}

export function removeSpin(build: SpinBuild): void {
	rmSync(build.folder, { recursive: true, force: true });
}
