import type { FileToRead } from "../messages.ts";
import type { CacheKey, ResultCache } from "./result-cache.ts";

/**
 * The files that the last run in these folders has read. Says only what is worth getting ready while the search runs: which
 * files are judged is what the search finds.
 */
export interface LastCandidates {
	/** Empty where it is not known. */
	readonly files: readonly FileToRead[];
	keep(files: readonly FileToRead[]): void;
}

/** paths: root and what was named in it. */
export function lastCandidates(
	cache: ResultCache | null,
	...paths: readonly string[]
): LastCandidates {
	const key: CacheKey = ["candidates", ...paths];
	const known = (cache?.read(key) ?? []) as readonly FileToRead[];
	return {
		files: known,
		keep: (files) => {
			if (JSON.stringify(files) !== JSON.stringify(known))
				cache?.write(key, files);
		},
	};
}
