import { describe, expect, test } from "vitest";
import { makeBaseline, readBaseline } from "#findings/baseline.ts";
import type { Finding } from "#findings/finding.ts";
import {
	type ReportRequest,
	reportFindings,
} from "#findings/report-findings.ts";
import { readSuppressionComments } from "#findings/suppression-comments.ts";
import { sampleFinding } from "../report/sample-finding.ts";

const { fingerprint, suppression, baseline, ...plain } = sampleFinding;

/** A finding for each line of the texts that contains `return`. */
function report(
	files: Record<string, string>,
	options: Partial<ReportRequest> = {},
) {
	const lines = new Map(
		Object.entries(files).map(([file, text]) => [file, text.split("\n")]),
	);
	const findings = [...lines].flatMap(([file, list]) =>
		list.flatMap((text, index): Finding[] =>
			text.includes("return")
				? [
						{
							...plain,
							file,
							line: index + 1,
							confidence: text.includes("maybe") ? "possible" : "certain",
						},
					]
				: [],
		),
	);
	return reportFindings({
		findings,
		sites: [],
		lineOf: (file, line) => lines.get(file)?.[line - 1] ?? null,
		comments: new Map(
			Object.entries(files).map(([file, text]) => [
				file,
				readSuppressionComments(text),
			]),
		),
		tellUnusedComments: true,
		isTouched: null,
		baseline: null,
		all: false,
		...options,
	});
}

const shown = (result: ReturnType<typeof report>): string[] =>
	result.findings.map(({ code, file, line }) => `${file}:${line} ${code}`);

describe("comments", () => {
	const text = `return 1; // pinfold: allow PF101 -- kept
return 2;
// pinfold: allow PF102 -- wrong code
return 3;
/* pinfold: allow PF101 */
return 4;
/* pinfold: allow PF101 -- not needed */
f();`;

	test("take findings away; what cannot be followed or is not needed is said", () => {
		const result = report({ "a.c": text });
		expect(shown(result)).toEqual([
			"a.c:2 PF101",
			"a.c:3 PF902",
			"a.c:4 PF101",
			"a.c:5 PF901",
			"a.c:6 PF101",
			"a.c:7 PF902",
		]);
		expect(result.stats.suppressedFindings).toBe(1);
		expect(result.findings[3]?.message).toBe(
			"this comment allows nothing: it gives no reason after '--'",
		);
		expect(result.findings[5]).toMatchObject({
			severity: "note",
			message: "line 8 has no PF101: this comment is not needed",
		});
	});

	test("with --all the allowed ones are listed, with the reason", () => {
		const { findings, stats } = report({ "a.c": text }, { all: true });
		expect(findings[0]).toMatchObject({
			line: 1,
			suppression: { line: 1, reason: "kept" },
		});
		expect(stats.suppressedFindings).toBe(1);
	});

	test("unused ones are not told where not everything was looked at", () => {
		const result = report({ "a.c": text }, { tellUnusedComments: false });
		expect(shown(result)).not.toContain("a.c:3 PF902");
		expect(shown(result)).toContain("a.c:5 PF901");
	});

	test("a possible finding makes a comment needed too", () => {
		const maybe = "return maybe; // pinfold: allow PF101 -- kept";
		expect(report({ "a.c": maybe }).findings).toEqual([]);
	});
});

describe("a baseline", () => {
	const pathOf = (file: string): string => file;
	const known = (files: Record<string, string>) =>
		makeBaseline(report(files).everything, pathOf);
	const compare = (
		before: Record<string, string>,
		after: Record<string, string>,
		inScope = true,
	) =>
		report(after, {
			baseline: { known: known(before), pathOf, isInScope: () => inScope },
		});

	test("what it has is not shown, wherever the lines have gone", () => {
		const result = compare(
			{ "a.c": "return 1;\nreturn 2;" },
			{ "a.c": "int x;\n\treturn 2;\n\n  return 1;\nreturn 3;" },
		);
		expect(shown(result)).toEqual(["a.c:5 PF101"]);
		expect(result.stats.baseline).toEqual({ old: 2, new: 1, gone: 0 });
		expect(result.findings[0]?.baseline).toBe("new");
	});

	test("what is gone is counted where it would have been seen", () => {
		const before = { "a.c": "return 1;", "b.c": "return 2;" };
		const after = { "a.c": "return 1;" };
		expect(compare(before, after).stats.baseline?.gone).toBe(1);
		expect(compare(before, after, false).stats.baseline?.gone).toBe(0);
	});

	test("a file that was renamed keeps its findings; a copy of one has new ones", () => {
		const before = { "old.c": "return 1;" };
		expect(shown(compare(before, { "new.c": "return 1;" }))).toEqual([]);
		expect(
			shown(compare(before, { "copy.c": "return 1;", "old.c": "return 1;" })),
		).toEqual(["copy.c:1 PF101"]);
	});

	test("a second equal finding in the same file is new", () => {
		const result = compare(
			{ "a.c": "return 1;" },
			{ "a.c": "return 1;\nreturn 1;" },
		);
		expect(shown(result)).toEqual(["a.c:2 PF101"]);
	});

	test("the same findings make the same bytes, in whatever order; allowed ones are left out", () => {
		const files = {
			"b.c": "return 1;\nreturn 2;",
			"a.c": "return 3; // pinfold: allow PF101 -- kept\nreturn 4;",
		};
		const { everything } = report(files);
		const one = makeBaseline(everything, pathOf);
		const two = makeBaseline([...everything].reverse(), pathOf);
		expect(JSON.stringify(two)).toBe(JSON.stringify(one));
		expect(one.findings.map(({ file }) => file)).toEqual(["a.c", "b.c", "b.c"]);
		expect(readBaseline(JSON.parse(JSON.stringify(one)))).toEqual(one);
	});

	test.each([
		null,
		1,
		{},
		{ schema: 2, findings: [] },
		{ schema: 1, findings: [{}] },
	])("%j is none", (value) => {
		expect(readBaseline(value)).toBe(null);
	});
});

describe("a change", () => {
	test("keeps what it has a part in and counts the rest", () => {
		const result = report(
			{ "a.c": "return 1;\nreturn 2;" },
			{ isTouched: ({ line }) => line === 2 },
		);
		expect(shown(result)).toEqual(["a.c:2 PF101"]);
		expect(result.stats.findingsOutsideDiff).toBe(1);
	});
});
