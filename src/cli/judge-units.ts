// From files to what the checks say about them: from the cache where it knows, from the workers for the rest.

import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import { compareText } from "#base/compare.ts";
import type { CheckOptions, ShardFacts, ShardResult } from "#checks/shard.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import type { ChangedText, Failure, FileToRead } from "./messages.ts";
import { aroundAll } from "./shard-host.ts";
import type { Skip } from "./skip.ts";
import type { Surroundings } from "./surroundings.ts";
import type { CheckedUnit, ScannedUnit, WorkerPool } from "./worker-pool.ts";

/**
 * Files that are judged together, and whose results are kept together: one that changes has all of them judged again. The
 * split into units never changes the result.
 */
export interface Unit {
	readonly files: readonly FileToRead[];
	/** Of the files as the main thread read them. Only for looking up: what is kept has the digest of what a worker read. */
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
	/** Number of the first unit, where the pool has judged others before. */
	readonly firstUnit?: number;
	readonly onProgress: (round: "scan" | "check", filesDone: number) => void;
}

export interface Judged {
	/** In the order of the units. */
	readonly results: readonly ShardResult[];
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
	const { firstUnit = 0 } = options;
	const numbers = [...units.keys()];
	const scanned = new Map<number, ScannedUnit>();
	const onScanned = countFiles(units, "scan", options);
	const scan = async (wanted: readonly number[]): Promise<void> => {
		if (wanted.length === 0) return;
		const files = new Map(
			wanted.map((index) => [firstUnit + index, units[index]?.files ?? []]),
		);
		const { changed = [] } = options;
		const replies = await options.pool().scan(files, changed, onScanned);
		for (const [number, unit] of replies) {
			scanned.set(number - firstUnit, unit);
			store.keepFacts(unit);
		}
	};

	const known = units.map(({ digest }) => store.facts(digest));
	await scan(numbers.filter((index) => known[index] === null));
	const facts = numbers.flatMap(
		(index) => scanned.get(index)?.facts ?? known[index] ?? [],
	);
	const factsDigest = digestFacts(facts);
	const results = units.map(({ digest, files }, index) => {
		const unit = scanned.get(index);
		return store.results(
			unit === undefined ? digest : unit.digest,
			factsDigest,
			files,
		);
	});
	const around = new Map<string, string | null>();
	for (const [index, known] of results.entries())
		if (known !== null) around.set(units[index]?.digest ?? "", known.around);
	const missed = numbers.filter((index) => results[index] === null);
	await scan(missed.filter((index) => !scanned.has(index)));
	const checked = new Map<number, CheckedUnit>();
	if (missed.length > 0) {
		const wanted = new Set(missed.map((index) => firstUnit + index));
		const onChecked = countFiles(units, "check", options);
		const replies = await options.pool().check(wanted, facts, onChecked);
		for (const [number, unit] of replies) {
			const index = number - firstUnit;
			checked.set(index, unit);
			const digest = scanned.get(index)?.digest ?? null;
			store.keepResults(unit, digest, factsDigest);
			if (digest !== null && !unit.isBroken) around.set(digest, unit.around);
		}
	}
	return {
		results: numbers.flatMap(
			(index) => checked.get(index)?.results ?? results[index]?.results ?? [],
		),
		around,
		skips: [...scanned.values()].flatMap(({ skips }) => skips),
		failures: [...scanned.values(), ...checked.values()]
			.flatMap(({ failures }) => failures)
			.concat(missed.length === 0 ? [] : options.pool().deaths()),
	};
}

/**
 * Looks up what judgeUnits() will ask the cache and the files around, for a cache and surroundings that remember what they
 * were asked. The results that are known.
 */
export function lookUpUnits(
	units: readonly Unit[],
	options: JudgeOptions,
): readonly ShardResult[] {
	const store = createStore(options);
	const facts = units.map(({ digest }) => store.facts(digest));
	const factsDigest = digestFacts(facts.flatMap((known) => known ?? []));
	return units.flatMap(
		({ digest, files }) =>
			store.results(digest, factsDigest, files)?.results ?? [],
	);
}

interface KnownResults {
	readonly results: readonly ShardResult[];
	/** Digest of the files around, null where none was looked at. */
	readonly around: string | null;
}

interface Store {
	facts(digest: string): readonly ShardFacts[] | null;
	/** digest null: nothing is kept about it. */
	results(
		digest: string | null,
		factsDigest: string,
		files: readonly FileToRead[],
	): KnownResults | null;
	keepFacts(unit: ScannedUnit): void;
	keepResults(
		unit: CheckedUnit,
		digest: string | null,
		factsDigest: string,
	): void;
}

/**
 * What a unit exports depends on its files; what is found in it on its files, on the facts of all and, where they were
 * looked at, on the files around. Whether they are looked at depends on its own files alone, so that is kept by their
 * digest. A unit on which Pinfold failed is not kept. The cache checks that what it gives is what was put in, so the types hold.
 */
function createStore({ cache, checks, surroundings }: JudgeOptions): Store {
	const options = JSON.stringify(checks);
	const factsKey = (digest: string) => ["facts", options, digest];
	const usesKey = (digest: string) => ["looks around", options, digest];
	const resultsKey = (
		digest: string,
		factsDigest: string,
		around: string | null,
	) => ["results", options, digest, factsDigest, around ?? ""];
	return {
		facts: (digest) =>
			(cache?.read(factsKey(digest)) ?? null) as readonly ShardFacts[] | null,
		results: (digest, factsDigest, files) => {
			if (digest === null || cache === null) return null;
			const looks = cache.read(usesKey(digest)) ?? null;
			if (looks === null) return null;
			const paths = looks === true ? files.map(({ path }) => path) : [];
			const around = aroundAll(paths, surroundings);
			const key = resultsKey(digest, factsDigest, around);
			const known = cache.read(key) ?? null;
			return known === null
				? null
				: { results: known as readonly ShardResult[], around };
		},
		keepFacts: ({ digest, facts }) => {
			if (digest !== null) cache?.write(factsKey(digest), facts);
		},
		keepResults: ({ results, isBroken, around }, digest, factsDigest) => {
			if (digest === null || isBroken) return;
			cache?.write(usesKey(digest), around !== null);
			cache?.write(resultsKey(digest, factsDigest, around), results);
		},
	};
}

/** Equal facts of several units say no more than once: a file that comes or goes leaves the results of the others. */
function digestFacts(facts: readonly ShardFacts[]): string {
	const told = new Set(facts.map((one) => serialize(one).toString("latin1")));
	const hash = createHash("sha256");
	for (const one of [...told].sort(compareText)) hash.update(`${one}\0`);
	return hash.digest("hex");
}

function countFiles(
	units: readonly Unit[],
	round: "scan" | "check",
	{ onProgress, firstUnit = 0 }: JudgeOptions,
): (unit: number) => void {
	let done = 0;
	return (unit) => {
		done += units[unit - firstUnit]?.files.length ?? 0;
		onProgress(round, done);
	};
}
