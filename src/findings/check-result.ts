// The result of one run of `pinfold check`: what --format json prints (schema 1).

import type { ReportedFinding } from "./reported-finding.ts";
import type { Site } from "./site.ts";

/** Counts of a run. Everything that was passed over is counted here: nothing is lost in silence. */
export interface CheckStats {
	readonly filesSearched: number;
	readonly filesParsed: number;
	/** Functions whose bodies were read. */
	readonly functions: number;
	readonly sites: number;
	/** Findings that are only possible and were not asked for with --all. */
	readonly hiddenFindings: number;
	/** Findings that a comment in the code allows. */
	readonly suppressedFindings: number;
	/** With --baseline: findings it has, findings it does not have, and its findings that are gone; else null. */
	readonly baseline: BaselineStats | null;
	/** With --diff: findings in the files of the change that the change has no part in; else null. */
	readonly findingsOutsideDiff: number | null;
	readonly damagedFunctions: number;
	/** Files that were not looked at, by the reason in words ("not readable", "binary", "larger than 16 MiB"). */
	readonly skipped: Readonly<Record<string, number>>;
	readonly elapsedMs: number;
}

export interface BaselineStats {
	readonly old: number;
	readonly new: number;
	readonly gone: number;
}

export interface CheckResult {
	readonly schema: 1;
	readonly tool: { readonly name: "pinfold"; readonly version: string };
	readonly root: string;
	readonly kernel: string | null;
	readonly sites: readonly Site[];
	readonly findings: readonly ReportedFinding[];
	readonly stats: CheckStats;
}
