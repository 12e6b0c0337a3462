// One run from paths to a result.

import { assembleRun, nothingToRead } from "./assemble-run.ts";
import { openLastRun } from "./cache/last-run.ts";
import type {
	CheckRequest,
	CheckRun,
	ResolvedRequest,
} from "./check-request.ts";
import { findCandidates } from "./find-candidates.ts";
import { type InputPaths, sortInputPaths } from "./input-paths.ts";
import { judgeUnits, lookUpUnits } from "./judge-units.ts";
import { checkOptions, judgeOptions, prepareWorkers } from "./lazy-workers.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { createUnitReader } from "./read-units.ts";
import { readingsOf } from "./readings-of.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";
import { kernelOfTree } from "./tree-kernel.ts";
import { tuneEngine } from "./tune-engine.ts";

export type { CheckRequest, CheckRun } from "./check-request.ts";

/** @throws Refusal when nothing that was named could be looked at. */
export async function runCheck(asked: CheckRequest): Promise<CheckRun> {
	const inputs = sortInputPaths(asked.paths);
	tuneEngine(asked.diff !== null || inputs.folders.length === 0);
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
	request: ResolvedRequest,
	inputs: InputPaths,
): Promise<CheckRun> {
	const { root, folders, files } = inputs;
	const workers = prepareWorkers(request, root);
	// Where they will surely be needed they get ready during the search.
	if (request.cache === null || request.cache.isEmpty) workers.pool();
	try {
		request.progress.show("searching");
		const last =
			request.cache === null
				? null
				: openLastRun(
						request.cache,
						root,
						[...folders, "", ...files, JSON.stringify(checkOptions(request))],
						performance.timeOrigin,
					);
		const finding = findCandidates(inputs, {
			needles: request.needles,
			ripgrep: await locateRipgrep(),
			signal: request.signal,
			expected: () => last?.candidates().map(({ path }) => path) ?? [],
		});
		// The search is another process: what comes after it is looked up meanwhile, and then at hand.
		const readings = last?.readings() ?? null;
		const reader = createUnitReader(root, readings?.units);
		const cache = last?.cache ?? null;
		const surroundings = createSurroundings(root, [], cache, readings?.around);
		const options = {
			...judgeOptions(request, workers, surroundings),
			cache,
		};
		const sourceLine = createSourceLines(root);
		const likely = reader.read(last?.candidates() ?? []).units;
		for (const { findings } of lookUpUnits(likely, options))
			for (const { file, line } of findings) sourceLine(file, line);
		const found = await finding;
		const candidates = found.candidates.map((path) => ({
			path,
			text: null,
			lenders: found.lenders.get(path) ?? [],
		}));
		const read = reader.read(candidates);
		const judged = await judgeUnits(read.units, options);
		last?.keep({
			candidates,
			...readingsOf(candidates, reader, read, judged, surroundings),
		});
		return assembleRun(request, inputs, {
			found,
			read,
			judged,
			sourceLine,
			isTouched: null,
		});
	} finally {
		workers.close();
	}
}
