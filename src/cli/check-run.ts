// One run from paths to a result. What runs elsewhere is started first, the search or the worker; the rest of the program is
// loaded while that is busy.

import type {
	CheckRequest,
	CheckRun,
	ResolvedRequest,
} from "./check-request.ts";
import { findCandidates } from "./find-candidates.ts";
import { type InputPaths, sortInputPaths } from "./input-paths.ts";
import { prepareWorkers } from "./lazy-workers.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { nothingToRead } from "./nothing-to-read.ts";
import { kernelOfTree } from "./tree-kernel.ts";
import { tuneEngine } from "./tune-engine.ts";

export type { CheckRequest, CheckRun } from "./check-request.ts";

/** @throws Refusal when nothing that was named could be looked at. */
export async function runCheck(asked: CheckRequest): Promise<CheckRun> {
	const inputs = sortInputPaths(asked.paths);
	if (inputs.folders.length + inputs.files.length === 0)
		throw nothingToRead(inputs.skips);
	tuneEngine(asked.diff !== null || inputs.folders.length === 0);
	const request: ResolvedRequest = {
		...asked,
		kernel: asked.kernel ?? (await kernelOfTree(inputs.root)),
		isKernelGiven: asked.kernel !== null,
	};
	try {
		return request.diff === null
			? await checkInputs(request, inputs)
			: await checkDiff(request, inputs, request.diff);
	} finally {
		request.progress.clear();
	}
}

async function checkInputs(
	request: ResolvedRequest,
	inputs: InputPaths,
): Promise<CheckRun> {
	const workers = prepareWorkers(request, inputs.root);
	if (request.cacheFolder === null) workers.pool();
	try {
		request.progress.show("searching");
		let expect: (paths: readonly string[]) => void = () => {};
		const finding = findCandidates(inputs, {
			needles: request.needles,
			ripgrep: await locateRipgrep(),
			signal: request.signal,
			expected: new Promise((resolve) => {
				expect = resolve;
			}),
		});
		const { judgeFound } = await import("./judge-found.ts");
		return await judgeFound(request, inputs, workers, { finding, expect });
	} finally {
		workers.close();
	}
}

async function checkDiff(
	request: ResolvedRequest,
	inputs: InputPaths,
	diff: string,
): Promise<CheckRun> {
	// A second worker would be ready when the first is done. What the cache knows is seldom what was changed.
	const workers = prepareWorkers({ ...request, workers: 1 }, inputs.root);
	workers.pool();
	try {
		const { checkChange } = await import("./check-change.ts");
		return await checkChange(request, inputs, diff, workers);
	} finally {
		workers.close();
	}
}
