// One run from paths to a result.

import { assembleRun, nothingToRead } from "./assemble-run.ts";
import { lastCandidates } from "./cache/last-candidates.ts";
import { rememberReads } from "./cache/remember-reads.ts";
import type {
	CheckRequest,
	CheckRun,
	ResolvedRequest,
} from "./check-request.ts";
import { findCandidates } from "./find-candidates.ts";
import { type InputPaths, sortInputPaths } from "./input-paths.ts";
import { judgeUnits, lookUpUnits } from "./judge-units.ts";
import { judgeOptions, prepareWorkers } from "./lazy-workers.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { createUnitReader } from "./read-units.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";
import { kernelOfTree } from "./tree-kernel.ts";
import { tuneEngine } from "./tune-engine.ts";

export type { CheckRequest, CheckRun } from "./check-request.ts";

/** @throws Refusal when nothing that was named could be looked at. */
export async function runCheck(asked: CheckRequest): Promise<CheckRun> {
	tuneEngine();
	const inputs = sortInputPaths(asked.paths);
	if (inputs.folders.length + inputs.files.length === 0)
		throw nothingToRead(inputs.skips);
	const request: ResolvedRequest = {
		...asked,
		kernel: asked.kernel ?? (await kernelOfTree(inputs.root)),
		isKernelGiven: asked.kernel !== null,
	};
	try {
		if (request.diff === null) return await checkInputs(request, inputs);
		const { checkChange } = await import("./check-change.ts");
		return await checkChange(request, inputs, request.diff);
	} finally {
		request.progress.clear();
	}
}

async function checkInputs(
	asked: ResolvedRequest,
	inputs: InputPaths,
): Promise<CheckRun> {
	const cache = asked.cache === null ? null : rememberReads(asked.cache);
	const request: ResolvedRequest = { ...asked, cache };
	const workers = prepareWorkers(request, inputs.root);
	// Where they will surely be needed they get ready during the search.
	if (cache === null || cache.isEmpty) workers.pool();
	try {
		request.progress.show("searching");
		const { root, folders, files } = inputs;
		const last = lastCandidates(cache, root, ...folders, "", ...files);
		const readUnits = createUnitReader(root);
		const sourceLine = createSourceLines(root);
		const options = judgeOptions(
			request,
			workers,
			createSurroundings(root, [], cache),
		);
		const finding = findCandidates(inputs, {
			needles: request.needles,
			ripgrep: await locateRipgrep(),
			signal: request.signal,
			expected: last.files.map(({ path }) => path),
		});
		// The search is another process: what comes after it is looked up meanwhile, and then at hand.
		for (const result of lookUpUnits(readUnits(last.files).units, options))
			for (const { file, line } of result.findings) sourceLine(file, line);
		const found = await finding;
		const candidates = found.candidates.map((path) => ({
			path,
			text: null,
			lenders: found.lenders.get(path) ?? [],
		}));
		last.keep(candidates);
		const read = readUnits(candidates);
		const judged = await judgeUnits(read.units, options);
		return assembleRun(request, inputs, {
			found,
			read,
			judged,
			sourceLine,
			isTouched: null,
		});
	} finally {
		await workers.close();
	}
}
