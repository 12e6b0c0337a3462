// One run from paths to a result: search, read and judge in workers, merge, report.

import { join } from "node:path";
import { compareText } from "#base/compare.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import type { ShardResult } from "#checks/shard.ts";
import type { Baseline } from "#findings/baseline.ts";
import type { CheckResult } from "#findings/check-result.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import { type Report, reportFindings } from "#findings/report-findings.ts";
import { applyBaseline } from "./baseline-file.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import { findCandidates } from "./find-candidates.ts";
import { type InputPaths, sortInputPaths } from "./input-paths.ts";
import { type Judged, type JudgeOptions, judgeUnits } from "./judge-units.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { mergeResults } from "./merge-results.ts";
import type { Failure } from "./messages.ts";
import type { Progress } from "./progress.ts";
import { type ReadUnits, readUnits } from "./read-units.ts";
import { Refusal } from "./refusal.ts";
import type { SearchResult } from "./search.ts";
import { countSkips, describeSkip, type Skip } from "./skip.ts";
import { createSourceLines } from "./source-lines.ts";
import { version } from "./version.ts";
import { startWorkers, type WorkerPool } from "./worker-pool.ts";

export interface CheckRequest {
	/** As typed. */
	readonly paths: readonly string[];
	readonly kernel: KernelVersion | null;
	/** Also findings that are only possible, allowed by a comment or in the baseline. */
	readonly all: boolean;
	readonly workers: number;
	readonly needles: readonly string[];
	readonly baseline: { readonly file: string; readonly known: Baseline } | null;
	readonly cache: ResultCache | null;
	/** The bundle, which the workers run too. */
	readonly script: URL;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

export interface CheckRun {
	readonly result: CheckResult;
	readonly report: Report;
	readonly sourceLine: LineReader;
	readonly inputs: InputPaths;
	/** Paths as they can be opened from here. */
	readonly skips: readonly Skip[];
	/** Bugs of Pinfold met on the way. */
	readonly failures: readonly Failure[];
}

/** @throws Refusal when nothing that was named could be looked at. */
export async function runCheck(request: CheckRequest): Promise<CheckRun> {
	const inputs = sortInputPaths(request.paths);
	if (inputs.folders.length + inputs.files.length === 0)
		throw nothingToRead(inputs.skips);
	const workers = prepareWorkers(request, inputs.root);
	try {
		request.progress.show("searching");
		const found = await findCandidates(inputs, {
			needles: request.needles,
			ripgrep: await locateRipgrep(),
			signal: request.signal,
		});
		const read = readUnits(
			inputs.root,
			found.candidates.map((path) => ({ path, text: null })),
		);
		const judged = await judgeUnits(read.units, judging(request, workers));
		const skips = allSkips(inputs, found, read, judged);
		if (skips.inRoot.length > 0 && isNothingLeft(inputs, skips.inRoot))
			throw nothingToRead(skips.shown);
		return assemble(request, inputs, found, read, judged, skips.shown);
	} finally {
		request.progress.clear();
		workers.close();
	}
}

interface LazyPool {
	readonly pool: () => WorkerPool;
	readonly close: () => void;
}

/** At once where they will surely be needed, so that they get ready during the search; else at the first need. */
function prepareWorkers(request: CheckRequest, root: string): LazyPool {
	let started: WorkerPool | null = null;
	const pool = (): WorkerPool => {
		started ??= startWorkers({
			workers: request.workers,
			input: { root, options: { kernel: request.kernel } },
			script: request.script,
		});
		return started;
	};
	if (request.cache === null || request.cache.isEmpty) pool();
	return { pool, close: () => void started?.close() };
}

function judging(request: CheckRequest, workers: LazyPool): JudgeOptions {
	return {
		checks: { kernel: request.kernel },
		cache: request.cache,
		pool: workers.pool,
		onProgress: (round, done) =>
			request.progress.show(
				`${round === "scan" ? "reading" : "checking"}: ${done} files`,
			),
	};
}

function allSkips(
	inputs: InputPaths,
	found: SearchResult,
	read: ReadUnits,
	judged: Judged,
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

function nothingToRead(skips: readonly Skip[]): Refusal {
	return new Refusal(skips.map(describeSkip));
}

function assemble(
	request: CheckRequest,
	inputs: InputPaths,
	found: SearchResult,
	read: ReadUnits,
	judged: Judged,
	skips: readonly Skip[],
): CheckRun {
	const merged = mergeResults(judged.results);
	const { baseline } = request;
	const sourceLine = createSourceLines(inputs.root);
	const report = reportFindings({
		findings: merged.findings,
		sites: merged.sites,
		lineOf: sourceLine,
		comments: read.comments,
		tellUnusedComments: request.kernel === null,
		isTouched: null,
		baseline:
			baseline === null
				? null
				: applyBaseline(baseline.file, baseline.known, inputs),
		all: request.all,
	});
	return {
		result: toResult(request, inputs, found, merged, report, [
			...skips,
			...judged.failures.map(
				({ file }): Skip => ({ path: file, reason: "failed" }),
			),
		]),
		report,
		sourceLine,
		inputs,
		skips,
		failures: [...judged.failures].sort((a, b) => compareText(a.file, b.file)),
	};
}

function toResult(
	request: CheckRequest,
	inputs: InputPaths,
	found: SearchResult,
	merged: ShardResult,
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
