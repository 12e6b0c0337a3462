import { needleSearch } from "#csource/candidates.ts";
import { fingerprintFindings } from "#findings/fingerprint.ts";
import { assembleRun, type Looked } from "./assemble-run.ts";
import type { CheckRun, ResolvedRequest } from "./check-request.ts";
import { readChange } from "./diff/read-change.ts";
import {
	createTouchedFunctions,
	hasPartIn,
	touchesOf,
} from "./diff/touches.ts";
import type { InputPaths } from "./input-paths.ts";
import { type JudgeOptions, judgeUnits } from "./judge-units.ts";
import { judgeOptions, type LazyPool } from "./lazy-workers.ts";
import { mergeResults } from "./merge-results.ts";
import type { FileToRead } from "./messages.ts";
import { openCache } from "./open-cache.ts";
import { createUnitReader } from "./read-units.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";

/**
 * The changed files as they are and, where a finding may have been there before, as they were. Whatever else is in the
 * tree is not looked at.
 */
export async function checkChange(
	request: ResolvedRequest,
	inputs: InputPaths,
	diff: string,
	workers: LazyPool,
): Promise<CheckRun> {
	const { cacheFolder, script } = request;
	const cache = cacheFolder === null ? null : openCache(cacheFolder, script);
	const change = readChange(diff, inputs);
	const isCandidate = needleSearch(request.needles);
	const optionsOf = (side: "before" | "after"): JudgeOptions => {
		const changed = change.map(({ path, [side]: text }) => ({ path, text }));
		const surroundings = createSurroundings(inputs.root, { changed });
		return { ...judgeOptions(request, cache, workers, surroundings), changed };
	};
	const filesOf = (side: "before" | "after"): FileToRead[] =>
		change.flatMap(({ path, [side]: text }) =>
			text !== null && isCandidate(text) ? [{ path, text }] : [],
		);
	const files = filesOf("after");
	const judging = judgeSide(inputs.root, files, optionsOf("after"));
	const functions = createTouchedFunctions(change);
	// The worker is busy now, this thread is not.
	for (const { path } of files) functions(path);
	const after = await judging;
	const { sites, findings } = mergeResults(after.judged.results);
	const touches = touchesOf(change, functions, sites);
	const before = findings.every(touches)
		? null
		: await judgeSide(inputs.root, filesOf("before"), optionsOf("before"));
	return assembleRun(request, inputs, {
		found: {
			candidates: [],
			filesSearched: change.filter((file) => file.after !== null).length,
			skips: [],
		},
		...after,
		isTouched: hasPartIn(touches, before && fingerprintsOf(before)),
	});
}

type Side = Pick<Looked, "read" | "judged" | "sourceLine">;

function fingerprintsOf({ judged, sourceLine }: Side): string[] {
	const { findings, sites } = mergeResults(judged.results);
	return fingerprintFindings(findings, sites, sourceLine);
}

async function judgeSide(
	root: string,
	files: readonly FileToRead[],
	options: JudgeOptions,
): Promise<Side> {
	const read = createUnitReader(root).read(files);
	return {
		read,
		judged: await judgeUnits(read.units, options),
		sourceLine: createSourceLines(
			root,
			new Map(files.map(({ path, text }) => [path, text ?? ""])),
		),
	};
}
