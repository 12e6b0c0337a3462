// The file of --baseline and --write-baseline. Paths in it are relative to its folder, so that it means the same wherever
// the command is given and in every checkout that has it at the same place.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
	type Baseline,
	type BaselineEntry,
	makeBaseline,
	readBaseline,
} from "#findings/baseline.ts";
import type { ReportRequest } from "#findings/report-findings.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { InputPaths } from "./input-paths.ts";
import { Refusal } from "./refusal.ts";

/** @throws Refusal when it cannot be read or is none. */
export function openBaseline(file: string): Baseline {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		throw new Refusal(`${file}: ${wordsFor(error)}`);
	}
	const baseline = readBaseline(parse(text));
	if (baseline === null)
		throw new Refusal(
			`${file}: not a baseline; pinfold check --write-baseline makes one`,
		);
	return baseline;
}

export function applyBaseline(
	file: string,
	known: Baseline,
	inputs: InputPaths,
): NonNullable<ReportRequest["baseline"]> {
	const folder = dirname(resolve(file));
	return {
		known,
		pathOf: pathFrom(folder, inputs.root),
		isInScope: (entry: BaselineEntry) =>
			isInput(inputs, join(folder, entry.file)),
	};
}

/** @throws Refusal when it cannot be written. */
export function saveBaseline(
	file: string,
	findings: readonly ReportedFinding[],
	root: string,
): void {
	const baseline = makeBaseline(
		findings,
		pathFrom(dirname(resolve(file)), root),
	);
	try {
		writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
	} catch (error) {
		throw new Refusal(`${file}: ${wordsFor(error)}`);
	}
}

function pathFrom(folder: string, root: string): (file: string) => string {
	return (file) => relative(folder, join(root, file)).split(sep).join("/");
}

function isInput(inputs: InputPaths, path: string): boolean {
	const fromRoot = relative(inputs.root, path).split(sep).join("/");
	if (fromRoot === ".." || fromRoot.startsWith("../")) return false;
	return (
		inputs.files.includes(fromRoot) ||
		inputs.folders.some(
			(folder) => folder === "." || fromRoot.startsWith(`${folder}/`),
		)
	);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function wordsFor(error: unknown): string {
	const code =
		error instanceof Error && "code" in error ? String(error.code) : "error";
	return code === "ENOENT"
		? "no such file or directory"
		: `not accessible (${code})`;
}
