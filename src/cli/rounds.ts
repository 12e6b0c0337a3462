// What one worker does in each of the two rounds. A shard over which the worker dies is done again file by file; a file
// over which it dies alone is given up and reported.

import type {
	ChangedText,
	Checked,
	Failure,
	FileToRead,
	Request,
	Scanned,
} from "./messages.ts";
import type { WorkerSlot } from "./worker-slot.ts";

/** A shard under way: a unit, or after a death one file of it. */
export interface Job {
	readonly shard: number;
	readonly unit: number;
	readonly files: readonly FileToRead[];
	readonly changed: readonly ChangedText[];
}

/** What has come in so far, in no order. */
export interface Harvest {
	readonly scanned: (Scanned & { readonly unit: number })[];
	readonly checked: (Checked & { readonly unit: number })[];
	/** Files over which a worker died. */
	readonly deaths: Failure[];
	/** Units whose shard was split. */
	readonly split: Set<number>;
}

export function createHarvest(): Harvest {
	return { scanned: [], checked: [], deaths: [], split: new Set() };
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
		else if (reply.kind === "scanned") {
			options.harvest.scanned.push({ ...reply, unit: job.unit });
			owned.push(job);
			options.onDone(job);
		}
	}
	return owned;
}

/** What one worker is to check. */
export interface Share {
	/** The next job, undefined when there is none. */
	readonly next: () => Job | undefined;
	/** Whether this worker has scanned it. */
	readonly isOwn: (job: Job) => boolean;
}

/** Checks shards; those that another worker has scanned are scanned again first, which is reading them. */
export async function checkJobs(
	slot: WorkerSlot,
	share: Share,
	options: RoundOptions,
): Promise<void> {
	const parts: Job[] = [];
	const scannedHere = new Set<Job>();
	for (
		let job = share.next();
		job !== undefined;
		job = parts.shift() ?? share.next()
	) {
		const isScanned = share.isOwn(job) || scannedHere.has(job);
		if (!isScanned && !(await scanAgain(slot, job, options))) continue;
		const reply = await slot.ask({ kind: "check", shard: job.shard });
		if (reply.kind === "died")
			for (const part of splitOrGiveUp(job, reply.reason, options)) {
				const rescanned = await slot.ask(scanRequest(part));
				if (rescanned.kind === "died")
					splitOrGiveUp(part, rescanned.reason, options);
				else {
					scannedHere.add(part);
					parts.push(part);
				}
			}
		else if (reply.kind === "checked") {
			options.harvest.checked.push({ ...reply, unit: job.unit });
			options.onDone(job);
		}
	}
}

/** Whether the worker has the shard now. */
async function scanAgain(
	slot: WorkerSlot,
	job: Job,
	options: RoundOptions,
): Promise<boolean> {
	const { harvest } = options;
	const reply = await slot.ask(scanRequest(job));
	if (reply.kind === "died") {
		splitOrGiveUp(job, reply.reason, options);
		return false;
	}
	const before = harvest.scanned.find(({ shard }) => shard === job.shard);
	// The file has changed in between: what comes of it is told, but not kept under what it was.
	if (reply.kind === "scanned" && reply.digest !== before?.digest)
		harvest.split.add(job.unit);
	return true;
}

function scanRequest({ shard, files, changed }: Job): Request {
	return { kind: "scan", shard, files, changed };
}

/** One job for each file; none, and a failure, for a job of one file. */
function splitOrGiveUp(
	{ unit, files, changed }: Job,
	reason: string,
	{ harvest, nextShard }: RoundOptions,
): Job[] {
	harvest.split.add(unit);
	if (files.length > 1)
		return files.map((file) => ({
			shard: nextShard(),
			unit,
			files: [file],
			changed,
		}));
	harvest.deaths.push({ file: files[0]?.path ?? "", stack: reason });
	return [];
}
