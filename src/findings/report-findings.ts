// From what the checks found to what is reported: fingerprints, comments, the change, the baseline, confidence.

import { compareText, firstDifference } from "#base/compare.ts";
import {
	type Baseline,
	type BaselineEntry,
	compareWithBaseline,
	type PathInBaseline,
} from "./baseline.ts";
import type { CheckStats } from "./check-result.ts";
import type { Finding } from "./finding.ts";
import { fingerprintFindings, type LineReader } from "./fingerprint.ts";
import type { ReportedFinding } from "./reported-finding.ts";
import type { Site } from "./site.ts";
import {
	type CommentsByFile,
	reportProblems,
	reportUnused,
	suppress,
} from "./suppress.ts";

export interface ReportRequest {
	readonly findings: readonly Finding[];
	readonly sites: readonly Site[];
	readonly lineOf: LineReader;
	readonly comments: CommentsByFile;
	/** Whether all was looked at that a comment could be for. */
	readonly tellUnusedComments: boolean;
	/** Whether the change has a part in a finding; null where everything counts. */
	readonly isTouched: ((finding: ReportedFinding) => boolean) | null;
	readonly baseline: {
		readonly known: Baseline;
		readonly pathOf: PathInBaseline;
		/** Whether its file was looked at in this run, or would have been. */
		readonly isInScope: (entry: BaselineEntry) => boolean;
	} | null;
	/** Also what is only possible, allowed by a comment, or in the baseline. */
	readonly all: boolean;
}

export interface Report {
	/** Sorted by place. */
	readonly findings: readonly ReportedFinding[];
	/** Whatever is shown: all that the change has a part in. */
	readonly everything: readonly ReportedFinding[];
	readonly stats: Pick<
		CheckStats,
		"hiddenFindings" | "suppressedFindings" | "baseline" | "findingsOutsideDiff"
	>;
}

export function reportFindings(request: ReportRequest): Report {
	const judged = withFingerprints(request);
	const touched = judged.filter(request.isTouched ?? (() => true));
	const { everything, gone } = withBaseline(request, touched);
	const allowed = everything.filter(({ suppression }) => suppression !== null);
	const open = everything.filter(({ suppression }) => suppression === null);
	const fresh = open.filter(({ baseline }) => baseline !== "old");
	const isPlain = ({ confidence }: ReportedFinding): boolean =>
		request.all || confidence !== "possible";
	const plain = fresh.filter(isPlain);
	return {
		findings: request.all ? everything : plain,
		everything,
		stats: {
			hiddenFindings: fresh.length - plain.length,
			suppressedFindings: allowed.length,
			baseline:
				request.baseline === null
					? null
					: {
							old: open.filter(isPlain).length - plain.length,
							new: plain.length,
							gone,
						},
			findingsOutsideDiff:
				request.isTouched === null ? null : judged.length - touched.length,
		},
	};
}

function withFingerprints(request: ReportRequest): ReportedFinding[] {
	const { comments, lineOf, sites } = request;
	const { suppressions, unused } = suppress(request.findings, comments);
	const complaints = [
		...reportProblems(comments),
		...(request.tellUnusedComments ? reportUnused(unused) : []),
	];
	const findings = [...request.findings, ...complaints];
	const fingerprints = fingerprintFindings(findings, sites, lineOf);
	return findings
		.map((finding, index) => ({
			...finding,
			fingerprint: fingerprints[index] ?? "",
			suppression: suppressions[index] ?? null,
			baseline: null,
		}))
		.sort((a, b) =>
			firstDifference(
				compareText(a.file, b.file),
				a.line - b.line,
				a.column - b.column,
				compareText(a.code, b.code),
				compareText(a.message, b.message),
			),
		);
}

/** gone: entries in scope that no finding matches; with a change they cannot be told, and are 0. */
function withBaseline(
	{ baseline, isTouched }: ReportRequest,
	findings: readonly ReportedFinding[],
): { everything: readonly ReportedFinding[]; gone: number } {
	if (baseline === null) return { everything: findings, gone: 0 };
	const open = findings.filter(({ suppression }) => suppression === null);
	const compared = compareWithBaseline(open, baseline.known, baseline.pathOf);
	const states = new Map(
		open.map((finding, index) => [finding, compared.states[index] ?? "new"]),
	);
	return {
		everything: findings.map((finding) => ({
			...finding,
			baseline: states.get(finding) ?? null,
		})),
		gone:
			isTouched === null ? compared.gone.filter(baseline.isInScope).length : 0,
	};
}
