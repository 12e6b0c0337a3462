// Spreads shards over worker threads, in two rounds: scan all, then, with the facts of all, check all. Which worker has
// which shard depends on their speed; the result, merged and sorted by place, does not.

import type { ShardResult } from "#checks/shard.ts";
import type { Failure } from "./messages.ts";
import { checkJobs, createHarvest, type Job, scanJobs } from "./rounds.ts";
import type { Skip } from "./skip.ts";
import type { WorkerInput } from "./worker.ts";
import { startWorkerSlot, type WorkerSlot } from "./worker-slot.ts";

export interface PoolOptions {
	readonly workers: number;
	readonly input: WorkerInput;
	/** The bundle. */
	readonly script: URL;
	/** After each shard of a round. */
	readonly onProgress: (round: Round, filesDone: number) => void;
}

export type Round = "scan" | "check";

export interface PoolResult {
	readonly results: readonly ShardResult[];
	readonly skips: readonly Skip[];
	readonly failures: readonly Failure[];
}

export interface WorkerPool {
	run(shards: readonly (readonly string[])[]): Promise<PoolResult>;
	close(): Promise<void>;
}

/** Starts the workers at once, so that they get ready while the files are still searched for. */
export function startWorkers(options: PoolOptions): WorkerPool {
	const slots = Array.from({ length: options.workers }, () =>
		startWorkerSlot(options.script, options.input),
	);
	return {
		run: (shards) => runShards(slots, shards, options.onProgress),
		close: async () => {
			await Promise.all(slots.map((slot) => slot.close()));
		},
	};
}

async function runShards(
	slots: readonly WorkerSlot[],
	shards: readonly (readonly string[])[],
	onProgress: PoolOptions["onProgress"],
): Promise<PoolResult> {
	const count = (round: Round): ((job: Job) => void) => {
		let done = 0;
		return ({ files }) => {
			done += files.length;
			onProgress(round, done);
		};
	};
	const harvest = createHarvest();
	const waiting: Job[] = shards.map((files, shard) => ({ shard, files }));
	let shardsNumbered = shards.length;
	const shared = { harvest, nextShard: () => shardsNumbered++ };

	const onScanned = count("scan");
	const owned = await Promise.all(
		slots.map((slot) =>
			scanJobs(slot, waiting, { ...shared, onDone: onScanned }),
		),
	);
	const facts = [...harvest.facts]
		.sort(([a], [b]) => a - b)
		.flatMap(([, ofShard]) => ofShard);
	const onChecked = count("check");
	await Promise.all(
		slots.map((slot, index) => {
			slot.tell(facts);
			return checkJobs(slot, owned[index] ?? [], {
				...shared,
				onDone: onChecked,
			});
		}),
	);
	return harvest;
}
