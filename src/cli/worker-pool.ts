// Spreads shards over worker threads. Which worker judges which shard depends on their speed; the answers are put back
// into the order of the shards, so the result does not.

import { Worker } from "node:worker_threads";
import type { ShardFacts } from "#checks/shard.ts";
import type {
	Checked,
	FileToRead,
	Reply,
	Request,
	Scanned,
} from "./messages.ts";
import type { WorkerInput } from "./worker.ts";

export interface PoolOptions {
	readonly workers: number;
	readonly input: WorkerInput;
	/** The bundle. */
	readonly script: URL;
}

/** What is done with a shard when its number is its place among the shards of the run. */
export interface WorkerPool {
	/** Reads the shards. A shard stays with the worker that read it until it is checked. */
	scan(
		shards: ReadonlyMap<number, readonly FileToRead[]>,
		onDone: (shard: number) => void,
	): Promise<readonly Scanned[]>;
	/** Judges shards that were scanned, each once, knowing the facts of all. */
	check(
		shards: readonly number[],
		facts: readonly ShardFacts[],
		onDone: (shard: number) => void,
	): Promise<readonly Checked[]>;
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
	const owners = new Map<number, Worker>();
	return {
		scan: async (shards, onDone) => {
			const pending = [...shards];
			const replies = await round(workers, onDone, (worker) => {
				const next = pending.shift();
				if (next === undefined) return null;
				const [shard, files] = next;
				owners.set(shard, worker);
				return { kind: "scan", shard, files };
			});
			return replies.filter((reply) => reply.kind === "scanned");
		},
		check: async (shards, facts, onDone) => {
			for (const worker of workers) post(worker, { kind: "facts", facts });
			const pending = [...shards];
			const replies = await round(workers, onDone, (worker) => {
				const at = pending.findIndex((shard) => owners.get(shard) === worker);
				const [shard] = at < 0 ? [] : pending.splice(at, 1);
				return shard === undefined ? null : { kind: "check", shard };
			});
			return replies.filter((reply) => reply.kind === "checked");
		},
		close: async () => {
			await Promise.all(workers.map((worker) => worker.terminate()));
		},
	};
}

/** Lets every worker work until `next` has nothing left for it. The replies in the order of the shards. */
async function round(
	workers: readonly Worker[],
	onDone: (shard: number) => void,
	next: (worker: Worker) => Request | null,
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
