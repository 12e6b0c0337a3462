// One run from paths to a result: search, read and judge in workers, merge.

import { join } from "node:path";
import { compareText } from "#base/compare.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import type { CheckResult } from "#findings/check-result.ts";
import type { Finding } from "#findings/finding.ts";
import { findCandidates } from "./find-candidates.ts";
import { type InputPaths, sortInputPaths } from "./input-paths.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { mergeResults } from "./merge-results.ts";
import type { Failure } from "./messages.ts";
import type { Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import type { SearchResult } from "./search.ts";
import { countSkips, describeSkip, type Skip } from "./skip.ts";
import { splitShards } from "./split-shards.ts";
import { kernelOfTree } from "./tree-kernel.ts";
import { version } from "./version.ts";
import { type PoolResult, startWorkers } from "./worker-pool.ts";

export interface CheckRequest {
	/** As typed. */
	readonly paths: readonly string[];
	/** null: that of the kernel tree the paths lie in, else every release the code distinguishes. */
	readonly kernel: KernelVersion | null;
	/** Also findings that are only possible. */
	readonly all: boolean;
	readonly workers: number;
	readonly needles: readonly string[];
	/** The bundle, which the workers run too. */
	readonly script: URL;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

export interface CheckRun {
	readonly result: CheckResult;
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
	const kernel = request.kernel ?? kernelOfTree(inputs.root);
	const pool = startWorkers({
		workers: request.workers,
		input: { root: inputs.root, options: { kernel } },
		script: request.script,
		onProgress: (round, done) =>
			request.progress.show(
				`${round === "scan" ? "reading" : "checking"}: ${done} files`,
			),
	});
	try {
		request.progress.show("searching");
		const found = await findCandidates(inputs, {
			needles: request.needles,
			ripgrep: await locateRipgrep(),
			signal: request.signal,
		});
		const judged = await pool.run(splitShards(inputs.root, found.candidates));
		const inRoot = [...found.skips, ...judged.skips].sort((a, b) =>
			compareText(a.path, b.path),
		);
		const skips = [...inputs.skips, ...inRoot.map(showFrom(inputs.shownRoot))];
		const skipped = new Set(inRoot.map((skip) => skip.path));
		if (
			inputs.folders.length === 0 &&
			inputs.files.every((file) => skipped.has(file))
		)
			throw nothingToRead(skips);
		return {
			result: assemble({ ...request, kernel }, inputs, found, judged, skips),
			inputs,
			skips,
			failures: [...judged.failures].sort((a, b) =>
				compareText(a.file, b.file),
			),
		};
	} finally {
		request.progress.clear();
		void pool.close();
	}
}

function showFrom(shownRoot: string): (skip: Skip) => Skip {
	return (skip) => ({ ...skip, path: join(shownRoot, skip.path) });
}

function nothingToRead(skips: readonly Skip[]): Refusal {
	return new Refusal(skips.map(describeSkip));
}

function assemble(
	request: CheckRequest,
	inputs: InputPaths,
	found: SearchResult,
	judged: PoolResult,
	skips: readonly Skip[],
): CheckResult {
	const merged = mergeResults(judged.results);
	const isShown = (finding: Finding): boolean =>
		request.all || finding.confidence !== "possible";
	const findings = merged.findings.filter(isShown);
	const failed = judged.failures.map(
		({ file }): Skip => ({ path: file, reason: "failed" }),
	);
	return {
		schema: 1,
		tool: { name: "pinfold", version },
		root: inputs.root,
		kernel: request.kernel,
		sites: merged.sites,
		findings,
		stats: {
			filesSearched: found.filesSearched,
			filesParsed: merged.filesParsed,
			functions: merged.functions,
			sites: merged.sites.length,
			hiddenFindings: merged.findings.length - findings.length,
			damagedFunctions: merged.damagedFunctions,
			skipped: countSkips([...skips, ...failed]),
			elapsedMs: Math.round(performance.now()),
		},
	};
}
