import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { codes } from "#findings/codes.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import { renderSarif } from "#report/render-sarif.ts";
import { sampleFinding } from "./sample-finding.ts";
import { sampleResult } from "./sample-result.ts";
import { sarifBreaches } from "./sarif-schema.ts";

function render(
	findings: readonly ReportedFinding[],
	failures: readonly string[] = [],
): Log {
	return JSON.parse(
		renderSarif(sampleResult(findings), {
			pathInRepository: (file) => `drivers/${file}`,
			repositoryUri: "file:///src/",
			failures,
		}),
	);
}

const withAll: ReportedFinding = {
	...sampleFinding,
	file: "my driver/ü.c",
	notes: [
		{ file: "foo.c", line: 120, message: "acquired here" },
		{ file: "foo.c", line: 122, message: "this test is true" },
		{ file: "foo.c", line: 130, message: "lost here as well", aside: true },
	],
	configurations: ["KERNEL >= 6.6"],
	suppression: { line: 123, reason: "kept on purpose" },
	baseline: "old",
};

const variants: readonly ReportedFinding[] = [
	withAll,
	sampleFinding,
	{ ...sampleFinding, confidence: "possible", baseline: "new" },
	{ ...sampleFinding, code: "PF902", severity: "note", function: "" },
	...codes.map(({ code, severity }) => ({ ...sampleFinding, code, severity })),
];

describe("SARIF", () => {
	test("keeps to the OASIS schema", () => {
		expect(sarifBreaches(render(variants))).toEqual([]);
		expect(sarifBreaches(render([], ["Pinfold failed on a.c"]))).toEqual([]);
	});

	test("the schema notices what it should", () => {
		const log = render([sampleFinding]);
		const [run] = log.runs;
		const wrong = { ...log, runs: [{ ...run, results: [{ level: "bad" }] }] };
		expect(sarifBreaches(wrong).join()).toMatch(/results\[0\].*message/);
		expect(sarifBreaches(wrong).join()).toMatch(/level/);
	});

	test("a result points to its rule, its file from the top of the repository and what it is recognised by", () => {
		const log = render([withAll]);
		const [run] = log.runs;
		const [result] = run?.results ?? [];
		expect(run?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe("PF101");
		expect(run?.originalUriBaseIds).toEqual({
			"%SRCROOT%": { uri: "file:///src/" },
		});
		expect(result?.locations?.[0]?.physicalLocation).toEqual({
			artifactLocation: {
				uri: "drivers/my%20driver/%C3%BC.c",
				uriBaseId: "%SRCROOT%",
			},
			region: { startLine: 124, startColumn: 3 },
		});
		expect(result?.partialFingerprints).toEqual({
			"pinfold/v1": withAll.fingerprint,
			primaryLocationLineHash: `${withAll.fingerprint}:1`,
		});
		expect(result?.message.text).toMatch(/\(only where KERNEL >= 6\.6\)$/);
	});

	test("the way to the finding is a code flow that ends there; other places are only related", () => {
		const [result] = render([withAll]).runs[0]?.results ?? [];
		const flow = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
		expect(
			flow.map(({ location }) => [
				location?.physicalLocation?.region?.startLine,
				location?.message?.text,
			]),
		).toEqual([
			[120, "acquired here"],
			[122, "this test is true"],
			[124, withAll.message],
		]);
		expect(result?.relatedLocations).toHaveLength(3);
		expect(render([sampleFinding]).runs[0]?.results?.[0]).not.toHaveProperty(
			"codeFlows",
		);
	});

	test("kind and level say severity and confidence", () => {
		const shape = (finding: Partial<ReportedFinding>) => {
			const [result] =
				render([{ ...sampleFinding, ...finding }]).runs[0]?.results ?? [];
			return [result?.kind, result?.level];
		};
		expect(shape({})).toEqual(["fail", "error"]);
		expect(shape({ confidence: "likely" })).toEqual(["fail", "error"]);
		expect(shape({ severity: "warning" })).toEqual(["fail", "warning"]);
		expect(shape({ severity: "note" })).toEqual(["fail", "note"]);
		expect(shape({ confidence: "possible" })).toEqual(["review", "none"]);
	});

	test("what is allowed or accepted says so", () => {
		const [allowed, open] =
			render([withAll, { ...sampleFinding, baseline: "new" }]).runs[0]
				?.results ?? [];
		expect(allowed).toMatchObject({
			baselineState: "unchanged",
			suppressions: [{ kind: "inSource", justification: "kept on purpose" }],
		});
		expect(open).toMatchObject({ baselineState: "new", suppressions: [] });
	});
});
