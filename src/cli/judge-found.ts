import { assembleRun } from "./assemble-run.ts";
import { openLastRun } from "./cache/last-run.ts";
import type { CheckRun, ResolvedRequest } from "./check-request.ts";
import type { Candidates } from "./find-candidates.ts";
import type { InputPaths } from "./input-paths.ts";
import { judgeUnits, lookUpUnits } from "./judge-units.ts";
import { checkOptions, judgeOptions, type LazyPool } from "./lazy-workers.ts";
import { openCache } from "./open-cache.ts";
import { createUnitReader } from "./read-units.ts";
import { readingsOf } from "./readings-of.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";

/** A search under way. */
export interface Search {
	readonly finding: Promise<Candidates>;
	/** Takes what will most likely be found. */
	readonly expect: (paths: readonly string[]) => void;
}

/** Judges what a search finds. While it runs, what the last run has found is got ready. */
export async function judgeFound(
	request: ResolvedRequest,
	inputs: InputPaths,
	workers: LazyPool,
	{ finding, expect }: Search,
): Promise<CheckRun> {
	const { root, folders, files } = inputs;
	const { cacheFolder, script } = request;
	const kept = cacheFolder === null ? null : openCache(cacheFolder, script);
	// Where they will surely be needed they get ready during the search.
	if (kept?.isEmpty) workers.pool();
	const last =
		kept === null
			? null
			: openLastRun(
					kept,
					root,
					[...folders, "", ...files, JSON.stringify(checkOptions(request))],
					performance.timeOrigin,
				);
	const likely = last?.candidates() ?? [];
	expect(likely.map(({ path }) => path));
	const readings = last?.readings() ?? null;
	const reader = createUnitReader(root, readings?.units);
	const cache = last?.cache ?? null;
	const surroundings = createSurroundings(root, {
		memory: cache,
		...(readings === null ? {} : { known: readings.around }),
	});
	const options = judgeOptions(request, cache, workers, surroundings);
	const sourceLine = createSourceLines(root);
	for (const { findings } of lookUpUnits(reader.read(likely).units, options))
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
}
