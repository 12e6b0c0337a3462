// One run from paths to a result.

import { assembleRun, nothingToRead } from "./assemble-run.ts";
import { checkChange } from "./check-change.ts";
import type {
	CheckRequest,
	CheckRun,
	ResolvedRequest,
} from "./check-request.ts";
import { findCandidates } from "./find-candidates.ts";
import { type InputPaths, sortInputPaths } from "./input-paths.ts";
import { judgeUnits } from "./judge-units.ts";
import { judgeOptions, prepareWorkers } from "./lazy-workers.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { readUnits } from "./read-units.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";
import { kernelOfTree } from "./tree-kernel.ts";

export type { CheckRequest, CheckRun } from "./check-request.ts";

/** @throws Refusal when nothing that was named could be looked at. */
export async function runCheck(asked: CheckRequest): Promise<CheckRun> {
	const inputs = sortInputPaths(asked.paths);
	if (inputs.folders.length + inputs.files.length === 0)
		throw nothingToRead(inputs.skips);
	const request: ResolvedRequest = {
		...asked,
		kernel: asked.kernel ?? kernelOfTree(inputs.root),
		isKernelGiven: asked.kernel !== null,
	};
	try {
		return request.diff === null
			? await checkInputs(request, inputs)
			: await checkChange(request, inputs, request.diff);
	} finally {
		request.progress.clear();
	}
}

async function checkInputs(
	request: ResolvedRequest,
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
			found.candidates.map((path) => ({
				path,
				text: null,
				lenders: found.lenders.get(path) ?? [],
			})),
		);
		const judged = await judgeUnits(
			read.units,
			judgeOptions(
				request,
				workers,
				createSurroundings(inputs.root, [], request.cache),
			),
		);
		return assembleRun(request, inputs, {
			found,
			read,
			judged,
			sourceLine: createSourceLines(inputs.root),
			isTouched: null,
		});
	} finally {
		await workers.close();
	}
}
