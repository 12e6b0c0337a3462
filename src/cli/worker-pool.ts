// Spreads files over worker threads. Which worker has which file depends on their speed; the result, merged and sorted by
// place, does not.

import type { ChangedText, FileToRead, Reply } from "./messages.ts";
import { shareJobs } from "./share-jobs.ts";
import type { WorkerInput } from "./worker.ts";
import { startWorkerSlot } from "./worker-slot.ts";

export interface PoolOptions {
	readonly workers: number;
	readonly input: WorkerInput;
	/** The bundle. */
	readonly script: URL;
}

export interface WorkerPool {
	/** A reply for each file. changed: what differs from the disk around them. */
	judge(
		files: readonly FileToRead[],
		changed: readonly ChangedText[],
		onDone: () => void,
	): Promise<readonly Reply[]>;
	close(): void;
}

/** Starts the workers at once, so that they get ready while something else is done. */
export function startWorkers(options: PoolOptions): WorkerPool {
	const slots = Array.from({ length: options.workers }, () =>
		startWorkerSlot(options.script, options.input),
	);
	return {
		judge: async (files, changed, onDone) => {
			const replies: Reply[] = [];
			const take = shareJobs([...files.entries()], slots.length);
			await Promise.all(
				slots.map(async (slot, worker) => {
					for (let job = take(worker); job !== undefined; job = take(worker)) {
						const [index, file] = job;
						replies[index] = await slot.ask({ file, changed });
						onDone();
					}
				}),
			);
			return replies;
		},
		close: () => {
			for (const slot of slots) slot.close();
		},
	};
}
