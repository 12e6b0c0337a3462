// From what was read and judged to the result of the run.

import { join } from "node:path";
import { compareText } from "#base/compare.ts";
import type { FilesResult } from "#checks/check-files.ts";
import type { CheckResult } from "#findings/check-result.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import { type Report, reportFindings } from "#findings/report-findings.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import { applyBaseline } from "./baseline-file.ts";
import type { CheckRun, ResolvedRequest } from "./check-request.ts";
import type { InputPaths } from "./input-paths.ts";
import type { Judged } from "./judge-units.ts";
import { mergeResults } from "./merge-results.ts";
import { nothingToRead } from "./nothing-to-read.ts";
import type { ReadUnits } from "./read-units.ts";
import type { SearchResult } from "./search.ts";
import { countSkips, type Skip } from "./skip.ts";
import { version } from "./version.ts";

/** What a run has looked at, and what came of it. */
export interface Looked {
	readonly found: SearchResult;
	readonly read: ReadUnits;
	readonly judged: Judged;
	readonly sourceLine: LineReader;
	/** Whether the change has a part in a finding; null where there is no change. */
	readonly isTouched: ((finding: ReportedFinding) => boolean) | null;
}

/** @throws Refusal when nothing that was named could be looked at. */
export function assembleRun(
	request: ResolvedRequest,
	inputs: InputPaths,
	looked: Looked,
): CheckRun {
	const { found, read, judged, sourceLine, isTouched } = looked;
	const skips = allSkips(inputs, looked);
	if (skips.inRoot.length > 0 && isNothingLeft(inputs, skips.inRoot))
		throw nothingToRead(skips.shown);
	const merged = mergeResults(judged.results);
	const { baseline } = request;
	const report = reportFindings({
		findings: merged.findings,
		sites: merged.sites,
		lineOf: sourceLine,
		comments: read.comments,
		tellUnusedComments: !request.isKernelGiven && isTouched === null,
		isTouched,
		baseline:
			baseline === null
				? null
				: applyBaseline(baseline.file, baseline.known, inputs),
		all: request.all,
	});
	const failed = judged.failures.map(
		({ file }): Skip => ({ path: file, reason: "failed" }),
	);
	return {
		result: toResult(request, inputs, found, merged, report, [
			...skips.shown,
			...failed,
		]),
		report,
		sourceLine,
		inputs,
		skips: skips.shown,
		failures: [...judged.failures].sort((a, b) => compareText(a.file, b.file)),
	};
}

function toResult(
	request: ResolvedRequest,
	inputs: InputPaths,
	found: SearchResult,
	merged: FilesResult,
	report: Report,
	skips: readonly Skip[],
): CheckResult {
	return {
		schema: 1,
		tool: { name: "pinfold", version },
		root: inputs.root,
		kernel: request.kernel,
		sites: merged.sites,
		findings: report.findings,
		stats: {
			filesSearched: found.filesSearched,
			filesParsed: merged.filesParsed,
			functions: merged.functions,
			sites: merged.sites.length,
			...report.stats,
			damagedFunctions: merged.damagedFunctions,
			skipped: countSkips(skips),
			elapsedMs: Math.round(performance.now()),
		},
	};
}

function allSkips(
	inputs: InputPaths,
	{ found, read, judged }: Looked,
): { readonly inRoot: readonly Skip[]; readonly shown: readonly Skip[] } {
	const byPath = new Map(
		[...found.skips, ...read.skips, ...judged.skips].map((skip) => [
			skip.path,
			skip,
		]),
	);
	const inRoot = [...byPath.values()].sort((a, b) =>
		compareText(a.path, b.path),
	);
	const shown = inRoot.map((skip) => ({
		...skip,
		path: join(inputs.shownRoot, skip.path),
	}));
	return { inRoot, shown: [...inputs.skips, ...shown] };
}

/** Whether only files were named, and none could be read. */
function isNothingLeft(inputs: InputPaths, skips: readonly Skip[]): boolean {
	const skipped = new Set(skips.map((skip) => skip.path));
	return (
		inputs.folders.length === 0 &&
		inputs.files.every((file) => skipped.has(file))
	);
}
