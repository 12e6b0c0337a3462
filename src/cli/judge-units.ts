// From files to what the checks say about them: from the cache where it knows, from the workers for the rest.

import type { CheckOptions, FilesResult } from "#checks/check-files.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import type { ChangedText, Failure, FileToRead, MadeFrom } from "./messages.ts";
import type { Skip } from "./skip.ts";
import type { Surroundings } from "./surroundings.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** A file whose result is kept. */
export interface Unit {
	readonly file: FileToRead;
	/** Of the file as the main thread read it. Only for looking up: what is kept has the digest of what a worker read. */
	readonly digest: string;
}

export interface JudgeOptions {
	readonly checks: CheckOptions;
	readonly cache: ResultCache | null;
	/** Called at the first unit that the cache does not know. */
	readonly pool: () => WorkerPool;
	/** The files around the units, for what the cache knows. */
	readonly surroundings: Surroundings;
	/** What differs from the disk around the units. */
	readonly changed?: readonly ChangedText[];
	readonly onProgress: (filesDone: number) => void;
}

export interface Judged {
	/** In the order of the units. */
	readonly results: readonly FilesResult[];
	/** Digest of the files around a unit, null where none was looked at, by the digest of the unit; of those without failures. */
	readonly around: ReadonlyMap<string, string | null>;
	readonly skips: readonly Skip[];
	readonly failures: readonly Failure[];
}

export async function judgeUnits(
	units: readonly Unit[],
	options: JudgeOptions,
): Promise<Judged> {
	const store = createStore(options);
	const { changed = [], onProgress } = options;
	const known = units.map(store.read);
	const missed = [...units.keys()].filter((index) => known[index] === null);
	let done = units.length - missed.length;
	const replies =
		missed.length === 0
			? []
			: await options.pool().judge(
					missed.flatMap((index) => units[index]?.file ?? []),
					changed,
					() => onProgress(++done),
				);
	const results = known.map((one) => one?.result ?? null);
	const around = new Map<string, string | null>();
	for (const [index, one] of known.entries())
		if (one !== null) around.set(units[index]?.digest ?? "", one.around);
	const skips: Skip[] = [];
	const failures: Failure[] = [];
	for (const [number, reply] of replies.entries())
		if (reply.kind === "skipped") skips.push(reply.skip);
		else if (reply.kind === "failed") failures.push(reply.failure);
		else {
			const { result, madeFrom } = reply;
			results[missed[number] ?? 0] = result;
			if (madeFrom === null) continue;
			store.keep(result, madeFrom);
			around.set(madeFrom.digest, madeFrom.around);
		}
	return {
		results: results.filter((result) => result !== null),
		around,
		skips,
		failures,
	};
}

/**
 * Looks up what judgeUnits() will ask the cache and the files around, for a cache and surroundings that remember what they
 * were asked. The results that are known.
 */
export function lookUpUnits(
	units: readonly Unit[],
	options: JudgeOptions,
): readonly FilesResult[] {
	const store = createStore(options);
	return units.flatMap((unit) => store.read(unit)?.result ?? []);
}

interface Known {
	readonly result: FilesResult;
	/** Digest of the files around, null where none was looked at. */
	readonly around: string | null;
}

interface Store {
	read(unit: Unit): Known | null;
	keep(result: FilesResult, madeFrom: MadeFrom): void;
}

/**
 * What is found in a unit depends on its file and, where they were looked at, on the files around. Whether they are looked
 * at depends on the file alone, so that is kept by its digest. The cache checks that what it gives is what was put in, so
 * the types hold.
 */
function createStore({ cache, checks, surroundings }: JudgeOptions): Store {
	const options = JSON.stringify(checks);
	const usesKey = (digest: string) => ["looks around", options, digest];
	const resultKey = (digest: string, around: string | null) => [
		"result",
		options,
		digest,
		around ?? "",
	];
	return {
		read: ({ digest, file }) => {
			const looks = cache?.read(usesKey(digest)) ?? null;
			if (cache === null || looks === null) return null;
			const around = looks === true ? surroundings.digestOf(file.path) : null;
			const result = cache.read(resultKey(digest, around));
			return result === null ? null : { result: result as FilesResult, around };
		},
		keep: (result, { digest, around }) => {
			cache?.write(usesKey(digest), around !== null);
			cache?.write(resultKey(digest, around), result);
		},
	};
}
