// Every C litmus file, run and compared with what it expects of itself. How to read a failure: litmus/README.md.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	type Analyse,
	createAnalyser,
	missingParts,
} from "./create-analyser.ts";
import { judgeLitmus, renderDifferences } from "./judge-litmus.ts";
import {
	groupCases,
	type LitmusCase,
	readLitmusFiles,
} from "./litmus-cases.ts";
import type { LitmusStatus } from "./litmus-file.ts";

const cases = groupCases(readLitmusFiles());
const missing = missingParts();
if (missing.length > 0)
	console.log(`litmus cases are not run: no ${missing.join(", ")} yet`);

let analyse: Analyse;

function withStatus(status: LitmusStatus): LitmusCase[] {
	return cases.filter(({ files }) => files[0].status === status);
}

function differencesOf({ files }: LitmusCase): string {
	return renderDifferences(judgeLitmus(files, analyse(files)));
}

describe.skipIf(missing.length > 0)("C litmus", () => {
	beforeAll(async () => {
		analyse = await createAnalyser();
	});

	test.each(withStatus("active"))("$name", (litmus) => {
		expect(differencesOf(litmus)).toBe("");
	});

	describe("known misses: move the file out of known-miss/ when this fails", () => {
		test.each(withStatus("known-miss"))("$name is still missed", (litmus) => {
			expect(differencesOf(litmus)).not.toBe("");
		});
	});

	describe("planned", () => {
		const passing: string[] = [];
		const planned = withStatus("planned");

		test.each(planned)("$name can be analysed", (litmus) => {
			if (differencesOf(litmus) === "") passing.push(litmus.name);
		});

		afterAll(() => {
			const list = passing.map((name) => `\n  ${name}`).join("");
			console.log(
				`planned litmus cases: ${passing.length} of ${planned.length} pass already${list}`,
			);
		});
	});
});
