// Spreads shards over worker threads. Which worker judges which shard depends on their speed; the answers are put back
// into the order of the shards, so the result does not.

import { Worker } from "node:worker_threads";
import type { ShardResult } from "#checks/shard.ts";
import type { Failure, Reply, Request } from "./messages.ts";
import type { Skip } from "./skip.ts";
import type { WorkerInput } from "./worker.ts";

export interface PoolOptions {
	readonly workers: number;
	readonly input: WorkerInput;
	/** The bundle. */
	readonly script: URL;
	/** After each shard of a round. */
	readonly onProgress: (round: "scan" | "check", filesDone: number) => void;
}

export interface PoolResult {
	readonly results: readonly ShardResult[];
	readonly skips: readonly Skip[];
	readonly failures: readonly Failure[];
}

export interface WorkerPool {
	run(shards: readonly (readonly string[])[]): Promise<PoolResult>;
	close(): Promise<void>;
}

/** Stack of a worker in MiB: expressions nested as deep as a generator can make them are walked recursively. */
const stackSizeMb = 16;

/** Starts the workers at once, so that they get ready while the files are still searched for. */
export function startWorkers(options: PoolOptions): WorkerPool {
	const workers = Array.from(
		{ length: options.workers },
		() =>
			new Worker(options.script, {
				workerData: options.input,
				resourceLimits: { stackSizeMb },
			}),
	);
	return {
		run: (shards) => runShards(workers, shards, options.onProgress),
		close: async () => {
			await Promise.all(workers.map((worker) => worker.terminate()));
		},
	};
}

async function runShards(
	workers: readonly Worker[],
	shards: readonly (readonly string[])[],
	onProgress: PoolOptions["onProgress"],
): Promise<PoolResult> {
	const owners = new Map<number, Worker>();
	const countFiles = (round: "scan" | "check") => {
		let done = 0;
		return (shard: number) => {
			done += shards[shard]?.length ?? 0;
			onProgress(round, done);
		};
	};

	const pending = [...shards.entries()];
	const scanned = await round(
		workers,
		(worker) => {
			const next = pending.shift();
			if (next === undefined) return null;
			const [shard, files] = next;
			owners.set(shard, worker);
			return { kind: "scan", shard, files };
		},
		countFiles("scan"),
	);
	const facts = scanned.flatMap((reply) =>
		reply.kind === "scanned" ? reply.facts : [],
	);
	for (const worker of workers) post(worker, { kind: "facts", facts });

	const unchecked = [...shards.keys()];
	const checked = await round(
		workers,
		(worker) => {
			const index = unchecked.findIndex(
				(shard) => owners.get(shard) === worker,
			);
			const [shard] = index < 0 ? [] : unchecked.splice(index, 1);
			return shard === undefined ? null : { kind: "check", shard };
		},
		countFiles("check"),
	);
	return {
		results: checked.flatMap((reply) =>
			reply.kind === "checked" ? reply.results : [],
		),
		skips: scanned.flatMap((reply) =>
			reply.kind === "scanned" ? reply.skips : [],
		),
		failures: [...scanned, ...checked].flatMap((reply) => reply.failures),
	};
}

/** Lets every worker work until `next` has nothing left for it. The replies in the order of the shards. */
async function round(
	workers: readonly Worker[],
	next: (worker: Worker) => Request | null,
	onDone: (shard: number) => void,
): Promise<Reply[]> {
	const replies: Reply[] = [];
	await Promise.all(
		workers.map(async (worker) => {
			for (
				let request = next(worker);
				request !== null;
				request = next(worker)
			) {
				const reply = await ask(worker, request);
				replies.push(reply);
				onDone(reply.shard);
			}
		}),
	);
	return replies.sort((a, b) => a.shard - b.shard);
}

function ask(worker: Worker, request: Request): Promise<Reply> {
	return new Promise((resolve, reject) => {
		const settle = (act: () => void): void => {
			worker
				.off("message", onMessage)
				.off("error", onError)
				.off("exit", onExit);
			act();
		};
		const onMessage = (reply: Reply): void => settle(() => resolve(reply));
		const onError = (error: Error): void => settle(() => reject(error));
		const onExit = (code: number): void =>
			settle(() => reject(new Error(`a worker ended with code ${code}`)));
		worker.on("message", onMessage).on("error", onError).on("exit", onExit);
		post(worker, request);
	});
}

function post(worker: Worker, request: Request): void {
	worker.postMessage(request);
}
