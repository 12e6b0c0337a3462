// What the last run over the same paths has read, in one entry. While all of that lies as it did, nothing of it is read again;
// and what the run has asked the cache for is at hand, one file instead of hundreds. Each value still has the key it was kept
// under, which says what it was made from.

import type { FileToRead } from "../messages.ts";
import type { ReadUnit } from "../read-units.ts";
import { settledAfterMs, stateOf } from "./file-state.ts";
import type { CacheKey, ResultCache } from "./result-cache.ts";

/** What came of reading files. */
export interface Readings {
	readonly units: ReadonlyMap<string, ReadUnit>;
	/** Digest of the files around a file, by its path. */
	readonly around: ReadonlyMap<string, string>;
}

export interface LastRun {
	/**
	 * What the last run has judged, empty where that is not known. Says only what is worth getting ready while the search
	 * runs: which files are judged is what the search finds.
	 */
	candidates(): readonly FileToRead[];
	/** Null where a file or folder that they come from may have changed. */
	readings(): Readings | null;
	/** The cache that was given, with what the last run and this one have read of it or written to it at hand. */
	readonly cache: ResultCache;
	keep(run: RunToKeep): void;
}

export interface RunToKeep {
	readonly candidates: readonly FileToRead[];
	/** Null where some of it could not be read. */
	readonly readings: Readings | null;
	/** Files and folders, relative to the root, that the readings come from; asked for where they are not known. */
	readonly sources: () => readonly string[];
}

interface Kept {
	readonly candidates: readonly FileToRead[];
	readonly values: ReadonlyMap<string, unknown>;
	readonly readings:
		| (Readings & {
				readonly sources: readonly string[];
				readonly state: string;
		  })
		| null;
}

const nothing: Kept = { candidates: [], values: new Map(), readings: null };

/**
 * Reads nothing before it is asked for something. run: its paths and options. started: when this run began to read, in ms
 * since the epoch.
 */
export function openLastRun(
	cache: ResultCache,
	root: string,
	run: readonly string[],
	started: number,
): LastRun {
	const key: CacheKey = ["run", root, ...run];
	const used = new Map<string, unknown>();
	let known: Kept | null = null;
	const kept = (): Kept => {
		known ??= (cache.read(key) ?? nothing) as Kept;
		return known;
	};
	let valid: Kept["readings"] | undefined;
	const readings = (): Kept["readings"] => {
		if (valid === undefined) {
			const { readings: last } = kept();
			const isSame =
				last !== null && stateOf(root, last.sources) === last.state;
			valid = isSame ? last : null;
		}
		return valid;
	};
	const isAsKept = (candidates: readonly FileToRead[]): boolean =>
		used.size === kept().values.size &&
		[...used].every(([name, value]) => kept().values.get(name) === value) &&
		JSON.stringify(candidates) === JSON.stringify(kept().candidates);
	return {
		candidates: () => kept().candidates,
		readings,
		cache: {
			...cache,
			read: (wanted) => {
				const name = JSON.stringify(wanted);
				const value =
					used.get(name) ?? kept().values.get(name) ?? cache.read(wanted);
				if (value !== null) used.set(name, value);
				return value;
			},
			write: (written, value) => {
				used.set(JSON.stringify(written), value);
				cache.write(written, value);
			},
		},
		keep: ({ candidates, readings: made, sources }) => {
			const isSame = isAsKept(candidates);
			if (isSame && readings() !== null) return;
			const from = made === null ? [] : sources();
			// What has not changed since before this run read it is what was read.
			const state =
				made === null ? null : stateOf(root, from, started - settledAfterMs);
			const next =
				made === null || state === null
					? null
					: { ...made, sources: from, state };
			if (isSame && next === null) return;
			cache.write(key, {
				candidates,
				values: used,
				readings: next,
			} satisfies Kept);
		},
	};
}
