// One run from paths to a result: search, read and judge in workers, merge, report.

import { join } from "node:path";
import { compareText } from "#base/compare.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import type { ShardResult } from "#checks/shard.ts";
import { needleSearch } from "#csource/candidates.ts";
import type { Baseline } from "#findings/baseline.ts";
import type { CheckResult } from "#findings/check-result.ts";
import { fingerprintFindings, type LineReader } from "#findings/fingerprint.ts";
import { type Report, reportFindings } from "#findings/report-findings.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { Site } from "#findings/site.ts";
import { applyBaseline } from "./baseline-file.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import type { ChangedFile } from "./diff/change.ts";
import { readChange } from "./diff/read-change.ts";
import { touchesOf } from "./diff/touches.ts";
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
	/** A patch or a git revision: only what this change has a part in. Null for everything. */
	readonly diff: string | null;
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
	try {
		return request.diff === null
			? await checkInputs(request, inputs)
			: await checkChange(request, inputs, request.diff);
	} finally {
		request.progress.clear();
	}
}

async function checkInputs(
	request: CheckRequest,
	inputs: InputPaths,
): Promise<CheckRun> {
	const workers = prepareWorkers(request, inputs.root);
	// Where they will surely be needed they get ready during the search.
	if (request.cache === null || request.cache.isEmpty) workers.pool();
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
		return assemble(request, inputs, {
			found,
			read,
			judged,
			sourceLine: createSourceLines(inputs.root),
			touches: null,
		});
	} finally {
		workers.close();
	}
}

/** The changed files as they are and as they were; whatever else is in the tree is not looked at. */
async function checkChange(
	request: CheckRequest,
	inputs: InputPaths,
	diff: string,
): Promise<CheckRun> {
	// A second worker would be ready when the first is done.
	const workers = prepareWorkers({ ...request, workers: 1 }, inputs.root);
	if (request.cache === null || request.cache.isEmpty) workers.pool();
	try {
		const change = readChange(diff, inputs);
		const options = judging(request, workers);
		const after = await judgeSide(request, inputs, change, "after", options);
		const before = await judgeSide(request, inputs, change, "before", {
			...options,
			firstUnit: after.read.units.length,
		});
		const merged = mergeResults(before.judged.results);
		const known = fingerprintFindings(
			merged.findings,
			merged.sites,
			before.sourceLine,
		);
		return assemble(request, inputs, {
			found: {
				candidates: [],
				filesSearched: change.filter((file) => file.after !== null).length,
				skips: [],
			},
			...after,
			touches: (sites) => touchesOf(change, sites, known),
		});
	} finally {
		workers.close();
	}
}

async function judgeSide(
	request: CheckRequest,
	inputs: InputPaths,
	change: readonly ChangedFile[],
	side: "before" | "after",
	options: JudgeOptions,
): Promise<Pick<Looked, "read" | "judged" | "sourceLine">> {
	const isCandidate = needleSearch(request.needles);
	const files = change.flatMap(({ path, [side]: text }) =>
		text !== null && isCandidate(text) ? [{ path, text }] : [],
	);
	const read = readUnits(inputs.root, files);
	return {
		read,
		judged: await judgeUnits(read.units, options),
		sourceLine: createSourceLines(
			inputs.root,
			new Map(files.map(({ path, text }) => [path, text])),
		),
	};
}

/** What a run has looked at, and what came of it. */
interface Looked {
	readonly found: SearchResult;
	readonly read: ReadUnits;
	readonly judged: Judged;
	readonly sourceLine: LineReader;
	/** Whether the change has a part in a finding; null where there is no change. */
	readonly touches:
		| ((sites: readonly Site[]) => (finding: ReportedFinding) => boolean)
		| null;
}

interface LazyPool {
	/** Starts the workers at the first call. */
	readonly pool: () => WorkerPool;
	readonly close: () => void;
}

function prepareWorkers(request: CheckRequest, root: string): LazyPool {
	let started: WorkerPool | null = null;
	return {
		pool: () => {
			started ??= startWorkers({
				workers: request.workers,
				input: { root, options: { kernel: request.kernel } },
				script: request.script,
			});
			return started;
		},
		close: () => void started?.close(),
	};
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

function nothingToRead(skips: readonly Skip[]): Refusal {
	return new Refusal(skips.map(describeSkip));
}

function assemble(
	request: CheckRequest,
	inputs: InputPaths,
	looked: Looked,
): CheckRun {
	const { found, read, judged, sourceLine, touches } = looked;
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
		tellUnusedComments: request.kernel === null && touches === null,
		isTouched: touches === null ? null : touches(merged.sites),
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
