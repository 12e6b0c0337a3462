import { describe, expect, test } from "vitest";
import type { CheckResult, CheckStats } from "#findings/check-result.ts";
import type { Severity } from "#findings/finding.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { PinCase, Site } from "#findings/site.ts";
import { renderJson } from "#report/render-json.ts";
import { renderSummary } from "#report/render-summary.ts";
import { sampleFinding } from "./sample-finding.ts";
import { sampleSite } from "./sample-site.ts";

function result(
	sites: readonly Site[],
	stats: Partial<CheckStats> = {},
	findings: readonly ReportedFinding[] = [],
): CheckResult {
	return {
		schema: 1,
		tool: { name: "pinfold", version: "1.2.3" },
		root: "/src",
		kernel: null,
		sites,
		findings,
		stats: {
			filesSearched: 59_411,
			filesParsed: 153,
			functions: 1,
			sites: sites.length,
			hiddenFindings: 0,
			suppressedFindings: 0,
			baseline: null,
			findingsOutsideDiff: null,
			damagedFunctions: 0,
			skipped: {},
			elapsedMs: 900,
			...stats,
		},
	};
}

function finding(severity: Severity): ReportedFinding {
	return { ...sampleFinding, severity };
}

const summary = (given: CheckResult): string =>
	renderSummary(given, (file) => `drivers/${file}`);

describe("renderSummary", () => {
	test("sites per case in the document's order, those outside it last", () => {
		const cases: PinCase[] = [0, 5, 1, 1, 2];
		const sites = cases.map((number, index) => ({
			...sampleSite,
			file: `${index % 2}.c`,
			case: number,
		}));
		expect(summary(result(sites))).toBe(`5 sites in 2 files
     2  case 1   direct I/O
     1  case 2   RDMA and other long-term device access
     1  case 5   write to the data within the page
     1  no case  none of pin_user_pages.rst's cases
no finding
59411 files searched, 153 read, 1 function analysed
`);
	});

	test("a tree without a site says so", () => {
		expect(summary(result([]))).toMatch(
			/^no call that takes hold of user pages found\nno finding\n/,
		);
	});

	test("findings by severity, hidden ones, skips", () => {
		const findings = (["error", "warning", "error"] as const).map(finding);
		const stats = {
			hiddenFindings: 2,
			skipped: { binary: 1, "not readable": 3 },
		};
		const text = summary(result([], stats, findings));
		expect(text).toContain(
			"3 findings: 2 errors, 1 warning (2 more that are only possible: --all)\n",
		);
		expect(text).toContain("not looked at: 1 binary, 3 not readable\n");
	});

	test("what comments, baseline and change decided", () => {
		const findings: ReportedFinding[] = [
			{ ...finding("error"), baseline: "new" },
			{ ...finding("error"), baseline: "old" },
			{ ...finding("error"), suppression: { line: 1, reason: "because" } },
		];
		const stats = {
			suppressedFindings: 1,
			baseline: { new: 1, old: 1, gone: 2 },
			findingsOutsideDiff: 3,
		};
		expect(summary(result([], stats, findings))).toContain(`1 finding: 1 error
3 more in the files of the change that it has no part in
baseline: 1 new, 1 old, 2 gone
1 finding allowed by comments (--all lists them)
`);
	});

	test("damaged functions with a site are named once, with where and why", () => {
		const damage = [
			{ file: "foo.c", line: 99, text: "unbalanced ) in macro call" },
		];
		const site = { ...sampleSite, damage };
		expect(
			summary(result([site, site, sampleSite], { damagedFunctions: 2 })),
		).toMatch(
			/2 damaged functions, analysed as far as possible\n {2}drivers\/foo\.c:99: foo_map\(\): unbalanced \) in macro call\n$/,
		);
	});

	test("has no time in it: the same files, the same bytes", () => {
		expect(summary(result([sampleSite], { elapsedMs: 1 }))).toBe(
			summary(result([sampleSite], { elapsedMs: 2 })),
		);
	});
});

describe("renderJson", () => {
	test("is the result itself, and one line end", () => {
		const given = result([sampleSite], {}, [finding("note")]);
		const text = renderJson(given);
		expect(JSON.parse(text)).toEqual(given);
		expect(text.endsWith("}\n")).toBe(true);
	});
});
