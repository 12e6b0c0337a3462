import type { CheckResult } from "#findings/check-result.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";

/** The result of a run that found these in one file. */
export function sampleResult(
	findings: readonly ReportedFinding[],
): CheckResult {
	return {
		schema: 1,
		tool: { name: "pinfold", version: "1.2.3" },
		root: "/src/drivers",
		kernel: null,
		sites: [],
		findings,
		stats: {
			filesSearched: 1,
			filesParsed: 1,
			functions: 1,
			sites: 0,
			hiddenFindings: 0,
			suppressedFindings: 0,
			baseline: null,
			findingsOutsideDiff: null,
			damagedFunctions: 0,
			skipped: {},
			elapsedMs: 1,
		},
	};
}
