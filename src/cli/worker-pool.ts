// Spreads units over worker threads, in two rounds: scan, then, with the facts of all, check. Which worker has which unit
// depends on their speed; the result, merged and sorted by place, does not.

import type { ShardFacts, ShardResult } from "#checks/shard.ts";
import type { ChangedText, Failure, FileToRead } from "./messages.ts";
import {
	checkJobs,
	createHarvest,
	type Harvest,
	type Job,
	type RoundOptions,
	scanJobs,
} from "./rounds.ts";
import { shareJobs } from "./share-jobs.ts";
import type { Skip } from "./skip.ts";
import type { WorkerInput } from "./worker.ts";
import { startWorkerSlot } from "./worker-slot.ts";

export interface PoolOptions {
	readonly workers: number;
	readonly input: WorkerInput;
	/** The bundle. */
	readonly script: URL;
}

export interface WorkerPool {
	/** Reads units; the number is the caller's. */
	scan(
		units: ReadonlyMap<number, readonly FileToRead[]>,
		changed: readonly ChangedText[],
		onDone: (unit: number) => void,
	): Promise<ReadonlyMap<number, ScannedUnit>>;
	/** Judges units that were scanned, knowing the facts of all units of the run. */
	check(
		units: ReadonlySet<number>,
		facts: readonly ShardFacts[],
		onDone: (unit: number) => void,
	): Promise<ReadonlyMap<number, CheckedUnit>>;
	/** Files over which a worker died, so far. */
	deaths(): readonly Failure[];
	close(): void;
}

export interface ScannedUnit {
	/** Of the files as the worker read them; null where Pinfold failed on some of it. */
	readonly digest: string | null;
	readonly facts: readonly ShardFacts[];
	readonly skips: readonly Skip[];
	readonly failures: readonly Failure[];
}

export interface CheckedUnit {
	readonly results: readonly ShardResult[];
	readonly failures: readonly Failure[];
	/** Digest of the files around, null where none was looked at. */
	readonly around: string | null;
	/** Whether Pinfold failed on some of it. */
	readonly isBroken: boolean;
}

/** Starts the workers at once, so that they get ready while something else is done. */
export function startWorkers(options: PoolOptions): WorkerPool {
	const slots = Array.from({ length: options.workers }, () =>
		startWorkerSlot(options.script, options.input),
	);
	const owned: Job[][] = slots.map(() => []);
	const harvest = createHarvest();
	let shards = 0;
	const roundOptions = (onDone: (unit: number) => void): RoundOptions => ({
		harvest,
		nextShard: () => shards++,
		onDone: ({ unit }) => onDone(unit),
	});
	return {
		scan: async (units, changed, onDone) => {
			const shared = roundOptions(onDone);
			const waiting = [...units].map(
				([unit, files]): Job => ({ shard: shards++, unit, files, changed }),
			);
			await Promise.all(
				slots.map(async (slot, index) => {
					owned[index]?.push(...(await scanJobs(slot, waiting, shared)));
				}),
			);
			return new Map(
				[...units.keys()].map((unit) => [unit, scannedUnit(unit, harvest)]),
			);
		},
		check: async (units, facts, onDone) => {
			const shared = roundOptions(onDone);
			const jobs = owned
				.flat()
				.filter(({ unit }) => units.has(unit))
				.sort((a, b) => a.unit - b.unit || a.shard - b.shard);
			const take = shareJobs(jobs, slots.length);
			await Promise.all(
				slots.map((slot, index) => {
					slot.tell(facts);
					const own = new Set(owned[index]);
					return checkJobs(
						slot,
						{ next: () => take(index), isOwn: (job) => own.has(job) },
						shared,
					);
				}),
			);
			return new Map(
				[...units].map((unit) => [unit, checkedUnit(unit, harvest)]),
			);
		},
		deaths: () => harvest.deaths,
		close: () => {
			for (const slot of slots) slot.close();
		},
	};
}

function scannedUnit(unit: number, { scanned, split }: Harvest): ScannedUnit {
	const replies = scanned.filter((reply) => reply.unit === unit);
	const failures = replies.flatMap((reply) => reply.failures);
	const isWhole = !split.has(unit) && failures.length === 0;
	return {
		digest: isWhole ? (replies[0]?.digest ?? null) : null,
		facts: replies.flatMap((reply) => reply.facts),
		skips: replies.flatMap((reply) => reply.skips),
		failures,
	};
}

function checkedUnit(unit: number, { checked, split }: Harvest): CheckedUnit {
	const replies = checked.filter((reply) => reply.unit === unit);
	const failures = replies.flatMap((reply) => reply.failures);
	return {
		results: replies.flatMap((reply) => reply.results),
		failures,
		around: replies[0]?.around ?? null,
		isBroken: split.has(unit) || failures.length > 0,
	};
}
