// What one worker does in each of the two rounds. A shard over which the worker dies is done again file by file; a file
// over which it dies alone is given up and reported.

import type { ShardFacts, ShardResult } from "#checks/shard.ts";
import type { Failure, Reply, Request } from "./messages.ts";
import type { Skip } from "./skip.ts";
import type { WorkerSlot } from "./worker-slot.ts";

/** A shard under way. */
export interface Job {
	readonly shard: number;
	readonly files: readonly string[];
}

/** What has come in so far. */
export interface Harvest {
	/** By number of the shard. */
	readonly facts: Map<number, readonly ShardFacts[]>;
	readonly results: ShardResult[];
	readonly skips: Skip[];
	readonly failures: Failure[];
}

export function createHarvest(): Harvest {
	return { facts: new Map(), results: [], skips: [], failures: [] };
}

export interface RoundOptions {
	readonly harvest: Harvest;
	/** A number no shard has yet. */
	readonly nextShard: () => number;
	readonly onDone: (job: Job) => void;
}

/** Scans until nothing waits any more. The jobs that are this worker's own from now on. */
export async function scanJobs(
	slot: WorkerSlot,
	waiting: Job[],
	options: RoundOptions,
): Promise<Job[]> {
	const owned: Job[] = [];
	for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
		const reply = await slot.ask(scanRequest(job));
		if (reply.kind === "died")
			waiting.unshift(...splitOrGiveUp(job, reply.reason, options));
		else {
			collect(reply, options.harvest);
			owned.push(job);
			options.onDone(job);
		}
	}
	return owned;
}

/** Checks the shards that this worker has scanned. */
export async function checkJobs(
	slot: WorkerSlot,
	owned: readonly Job[],
	options: RoundOptions,
): Promise<void> {
	const waiting = [...owned];
	for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
		const reply = await slot.ask({ kind: "check", shard: job.shard });
		if (reply.kind === "died")
			for (const part of splitOrGiveUp(job, reply.reason, options)) {
				const rescanned = await slot.ask(scanRequest(part));
				if (rescanned.kind === "died")
					splitOrGiveUp(part, rescanned.reason, options);
				else waiting.push(part);
			}
		else {
			collect(reply, options.harvest);
			options.onDone(job);
		}
	}
}

function scanRequest({ shard, files }: Job): Request {
	return { kind: "scan", shard, files };
}

/** One job for each file; none, and a failure, for a job of one file. */
function splitOrGiveUp(
	{ files }: Job,
	reason: string,
	{ harvest, nextShard }: RoundOptions,
): Job[] {
	const [file = ""] = files;
	if (files.length > 1)
		return files.map((path) => ({ shard: nextShard(), files: [path] }));
	harvest.failures.push({ file, stack: reason });
	return [];
}

function collect(reply: Reply, harvest: Harvest): void {
	harvest.failures.push(...reply.failures);
	if (reply.kind === "scanned") {
		harvest.facts.set(reply.shard, reply.facts);
		harvest.skips.push(...reply.skips);
	} else harvest.results.push(...reply.results);
}
