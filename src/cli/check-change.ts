import { needleSearch } from "#csource/candidates.ts";
import { fingerprintFindings } from "#findings/fingerprint.ts";
import { assembleRun, type Looked } from "./assemble-run.ts";
import type { CheckRun, ResolvedRequest } from "./check-request.ts";
import type { ChangedFile } from "./diff/change.ts";
import { readChange } from "./diff/read-change.ts";
import { hasPartIn, touchesOf } from "./diff/touches.ts";
import type { InputPaths } from "./input-paths.ts";
import { type JudgeOptions, judgeUnits } from "./judge-units.ts";
import { judgeOptions, prepareWorkers } from "./lazy-workers.ts";
import { mergeResults } from "./merge-results.ts";
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
): Promise<CheckRun> {
	// A second worker would be ready when the first is done.
	const workers = prepareWorkers({ ...request, workers: 1 }, inputs.root);
	if (request.cache === null || request.cache.isEmpty) workers.pool();
	try {
		const change = readChange(diff, inputs);
		const optionsOf = (side: "before" | "after"): JudgeOptions => {
			const changed = change.map(({ path, [side]: text }) => ({ path, text }));
			const surroundings = createSurroundings(inputs.root, changed);
			return { ...judgeOptions(request, workers, surroundings), changed };
		};
		const after = await judgeSide(
			request,
			inputs,
			change,
			"after",
			optionsOf("after"),
		);
		const { sites, findings } = mergeResults(after.judged.results);
		const touches = touchesOf(change, sites);
		const before = findings.every(touches)
			? null
			: await judgeSide(request, inputs, change, "before", {
					...optionsOf("before"),
					firstUnit: after.read.units.length,
				});
		return assembleRun(request, inputs, {
			found: {
				candidates: [],
				filesSearched: change.filter((file) => file.after !== null).length,
				skips: [],
			},
			...after,
			isTouched: hasPartIn(touches, before && fingerprintsOf(before)),
		});
	} finally {
		await workers.close();
	}
}

type Side = Pick<Looked, "read" | "judged" | "sourceLine">;

function fingerprintsOf({ judged, sourceLine }: Side): string[] {
	const { findings, sites } = mergeResults(judged.results);
	return fingerprintFindings(findings, sites, sourceLine);
}

async function judgeSide(
	request: ResolvedRequest,
	inputs: InputPaths,
	change: readonly ChangedFile[],
	side: "before" | "after",
	options: JudgeOptions,
): Promise<Side> {
	const isCandidate = needleSearch(request.needles);
	const files = change.flatMap(({ path, [side]: text }) =>
		text !== null && isCandidate(text) ? [{ path, text }] : [],
	);
	const read = createUnitReader(inputs.root)(files);
	return {
		read,
		judged: await judgeUnits(read.units, options),
		sourceLine: createSourceLines(
			inputs.root,
			new Map(files.map(({ path, text }) => [path, text])),
		),
	};
}
