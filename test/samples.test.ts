// The sample drivers from outside with the real engine: what SARIF and fingerprints are made of.

import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { CheckResult } from "#findings/check-result.ts";
import { makeFolder } from "./cli/fake/fake-pinfold.ts";
import { sarifBreaches } from "./report/sarif-schema.ts";

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const samples = join(checkout, "samples");

function check(folder: string, ...args: string[]): string {
	return spawnSync(
		process.execPath,
		[
			join(checkout, "dist/pinfold.mjs"),
			...["check", folder, "--all", "--no-cache", ...args],
		],
		{ encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
	).stdout;
}

function fingerprints(folder: string): string[] {
	const result: CheckResult = JSON.parse(check(folder, "--format", "json"));
	return result.findings.map(({ fingerprint }) => fingerprint).sort();
}

test("fingerprints are the same elsewhere, under other names, with lines put above", () => {
	const folder = join(makeFolder(), "deep/er");
	cpSync(samples, folder, { recursive: true });
	for (const name of readdirSync(folder).filter((one) => one.endsWith(".c"))) {
		const text = readFileSync(join(folder, name), "utf8");
		writeFileSync(join(folder, name), `/* one */\n\n#define TWO 2\n${text}`);
	}
	const expected = fingerprints(samples);
	expect(expected.length).toBeGreaterThan(2);
	expect(fingerprints(folder)).toEqual(expected);
});

test("their SARIF keeps to the schema", () => {
	const log = JSON.parse(check(samples, "--format", "sarif"));
	expect(log.runs[0].results.length).toBeGreaterThan(2);
	expect(sarifBreaches(log)).toEqual([]);
});
