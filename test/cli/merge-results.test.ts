import { describe, expect, test } from "vitest";
import { mergeResults } from "#cli/merge-results.ts";
import { checkFiles } from "./fake/check-files.ts";

const parser = {
	parseFunction: () => {
		throw new Error("not used here");
	},
};

function judge(files: Record<string, string>) {
	const inputs = Object.entries(files).map(([path, text]) => ({ path, text }));
	return checkFiles(inputs, parser, { kernel: null });
}

describe("mergeResults", () => {
	test("does not depend on how the files were split, nor on the order", () => {
		const files = {
			"a.c": "pin_user_pages(\nLEAK",
			"b.c": "LEAK\n\nLEAK pin_user_pages(",
			"c.c": "pin_user_pages(",
		};
		const alone = Object.entries(files).map(([path, text]) =>
			judge({ [path]: text }),
		);
		const whole = mergeResults([judge(files)]);
		expect(whole.sites.map(({ file }) => file)).toEqual(["a.c", "b.c", "c.c"]);
		expect(whole.findings.map(({ file, line }) => `${file}:${line}`)).toEqual([
			"a.c:2",
			"b.c:1",
			"b.c:3",
		]);
		expect(whole.filesParsed).toBe(3);
		expect(mergeResults(alone)).toEqual(whole);
		expect(mergeResults([...alone].reverse())).toEqual(whole);
	});

	test("lines are ordered as numbers", () => {
		const text = `${"\n".repeat(8)}LEAK\nLEAK`;
		expect(
			mergeResults([judge({ "a.c": text })]).findings.map(({ line }) => line),
		).toEqual([9, 10]);
	});

	test("of nothing is nothing", () => {
		expect(mergeResults([])).toEqual({
			sites: [],
			findings: [],
			filesParsed: 0,
			functions: 0,
			damagedFunctions: 0,
		});
	});
});
