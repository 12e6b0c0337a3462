// The sample drivers of the tour: what `pinfold check samples` has to say about each.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
	type Analyse,
	createAnalyser,
	missingParts,
} from "./create-analyser.ts";
import { repositoryRoot } from "./litmus-cases.ts";
import { parseLitmusFile } from "./litmus-file.ts";

/** Codes of the findings, once each. */
const expected: Record<string, string[]> = {
	"camera-frames.c": ["PF201"],
	"crypto-engine.c": ["PF501"],
	"plotter-write.c": ["PF101"],
	"radio-ring.c": ["PF301", "PF401", "PF402"],
	"relic-compat.c": ["PF201"],
	"scope-ioctl.c": [],
	"vault-buffer.c": [],
};

const folder = join(repositoryRoot, "samples");
const names = readdirSync(folder).filter((name) => name.endsWith(".c"));

function readSample(name: string): string {
	return readFileSync(join(folder, name), "utf8");
}

test("every sample is expected, and the other way round", () => {
	expect(names.sort()).toEqual(Object.keys(expected));
});

test.each(names)("%s says in its first line whether it is right", (name) => {
	expect(readSample(name)).toMatch(/^\/\/ (?:Right|Wrong|Mixed): .+\.\n/);
});

describe.skipIf(missingParts().length > 0)("samples", () => {
	let analyse: Analyse;

	beforeAll(async () => {
		analyse = await createAnalyser();
	});

	test.each(names)("%s", (name) => {
		const result = analyse([parseLitmusFile(name, readSample(name))]);
		const shown = result.findings.filter(
			({ confidence }) => confidence !== "possible",
		);
		expect([...new Set(shown.map(({ code }) => code))].sort()).toEqual(
			expected[name],
		);
		expect(result.sites.length).toBeGreaterThan(0);
	});
});
