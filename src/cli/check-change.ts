import { needleSearch } from "#csource/candidates.ts";
import { fingerprintFindings } from "#findings/fingerprint.ts";
import { assembleRun, type Looked } from "./assemble-run.ts";
import type { CheckRequest, CheckRun } from "./check-request.ts";
import type { ChangedFile } from "./diff/change.ts";
import { readChange } from "./diff/read-change.ts";
import { touchesOf } from "./diff/touches.ts";
import type { InputPaths } from "./input-paths.ts";
import { type JudgeOptions, judgeUnits } from "./judge-units.ts";
import { judgeOptions, prepareWorkers } from "./lazy-workers.ts";
import { mergeResults } from "./merge-results.ts";
import { readUnits } from "./read-units.ts";
import { createSourceLines } from "./source-lines.ts";

/** The changed files as they are and as they were; whatever else is in the tree is not looked at. */
export async function checkChange(
	request: CheckRequest,
	inputs: InputPaths,
	diff: string,
): Promise<CheckRun> {
	// A second worker would be ready when the first is done.
	const workers = prepareWorkers({ ...request, workers: 1 }, inputs.root);
	if (request.cache === null || request.cache.isEmpty) workers.pool();
	try {
		const change = readChange(diff, inputs);
		const options = judgeOptions(request, workers);
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
		return assembleRun(request, inputs, {
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
