// From files to what the checks say about them: from the cache where it knows, from the workers for the rest.

import { createHash } from "node:crypto";
import type { CheckOptions, ShardFacts, ShardResult } from "#checks/shard.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import type { Checked, Failure, FileToRead, Scanned } from "./messages.ts";
import type { Skip } from "./skip.ts";
import type { WorkerPool } from "./worker-pool.ts";

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
	readonly onProgress: (round: "scan" | "check", filesDone: number) => void;
}

export interface Judged {
	/** In the order of the units. */
	readonly results: readonly ShardResult[];
	readonly skips: readonly Skip[];
	readonly failures: readonly Failure[];
	/** Units that were worked out anew. */
	readonly missed: number;
}

export async function judgeUnits(
	units: readonly Unit[],
	options: JudgeOptions,
): Promise<Judged> {
	const store = createStore(options);
	const count = countFiles(units, options.onProgress);
	const scanned = new Map<number, Scanned>();
	const scan = async (wanted: readonly number[]): Promise<void> => {
		if (wanted.length === 0) return;
		const shards = new Map(
			wanted.map((index) => [index, units[index]?.files ?? []]),
		);
		for (const reply of await options.pool().scan(shards, count("scan"))) {
			scanned.set(reply.shard, reply);
			store.keepFacts(reply);
		}
	};

	const numbers = [...units.keys()];
	const known = units.map(({ digest }) => store.facts(digest));
	await scan(numbers.filter((index) => known[index] === null));
	const facts = numbers.flatMap(
		(index) => scanned.get(index)?.facts ?? known[index] ?? [],
	);
	const factsDigest = digestFacts(facts);
	const results = units.map(({ digest }, index) => {
		const reply = scanned.get(index);
		return reply !== undefined && reply.failures.length > 0
			? null
			: store.results(reply?.digest ?? digest, factsDigest);
	});
	const missed = numbers.filter((index) => results[index] === null);
	await scan(missed.filter((index) => !scanned.has(index)));
	const checked =
		missed.length === 0
			? []
			: await options.pool().check(missed, facts, count("check"));
	const byUnit = new Map(checked.map((reply) => [reply.shard, reply]));
	for (const reply of checked)
		store.keepResults(reply, scanned.get(reply.shard), factsDigest);
	const replies = [...scanned.values(), ...checked];
	return {
		results: numbers.flatMap(
			(index) => byUnit.get(index)?.results ?? results[index] ?? [],
		),
		skips: [...scanned.values()].flatMap(({ skips }) => skips),
		failures: replies
			.sort((a, b) => a.shard - b.shard)
			.flatMap(({ failures }) => failures),
		missed: missed.length,
	};
}

interface Store {
	facts(digest: string): readonly ShardFacts[] | null;
	results(digest: string, factsDigest: string): readonly ShardResult[] | null;
	keepFacts(reply: Scanned): void;
	keepResults(
		reply: Checked,
		from: Scanned | undefined,
		factsDigest: string,
	): void;
}

/**
 * What a shard exports depends on its files; what is found in it on its files and on the facts of all. A unit on which
 * Pinfold failed is not kept. The cache checks that what it gives is what was put in, so the types hold.
 */
function createStore({ cache, checks }: JudgeOptions): Store {
	const options = JSON.stringify(checks);
	const factsKey = (digest: string) => ["facts", options, digest];
	const resultsKey = (digest: string, factsDigest: string) => [
		"results",
		options,
		digest,
		factsDigest,
	];
	return {
		facts: (digest) =>
			(cache?.read(factsKey(digest)) ?? null) as readonly ShardFacts[] | null,
		results: (digest, factsDigest) =>
			(cache?.read(resultsKey(digest, factsDigest)) ?? null) as
				| readonly ShardResult[]
				| null,
		keepFacts: ({ digest, facts, failures }) => {
			if (failures.length === 0) cache?.write(factsKey(digest), facts);
		},
		keepResults: ({ results, failures }, from, factsDigest) => {
			if (from === undefined || from.failures.length + failures.length > 0)
				return;
			cache?.write(resultsKey(from.digest, factsDigest), results);
		},
	};
}

function digestFacts(facts: readonly ShardFacts[]): string {
	return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

function countFiles(
	units: readonly Unit[],
	onProgress: JudgeOptions["onProgress"],
): (round: "scan" | "check") => (shard: number) => void {
	return (round) => {
		let done = 0;
		return (shard) => {
			done += units[shard]?.files.length ?? 0;
			onProgress(round, done);
		};
	};
}
