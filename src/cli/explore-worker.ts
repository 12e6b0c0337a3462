// Workers of the parallel search as threads of node.

import {
	isMainThread,
	parentPort,
	Worker,
	workerData,
} from "node:worker_threads";
import {
	runWorker,
	type Spawn,
	type WorkerReport,
	type WorkerTask,
} from "#explore/engines/parallel.ts";

/** What marks a thread as ours, should the bundle use threads for other things too. */
const purpose = "pinfold explore worker";

/** In a thread started by `nodeSpawn`: does its work. Elsewhere: nothing. The entry file calls this first. */
export function serveExploreWorker(): boolean {
	const data = workerData as { purpose?: string; task?: WorkerTask } | null;
	if (isMainThread || data?.purpose !== purpose || data.task === undefined)
		return false;
	parentPort?.postMessage(runWorker(data.task));
	return true;
}

/** Starts workers from an entry file that calls `serveExploreWorker`. */
export function nodeSpawn(entry: URL): Spawn {
	return (task) =>
		new Promise<WorkerReport>((resolve, reject) => {
			const worker = new Worker(entry, { workerData: { purpose, task } });
			worker.once("message", resolve);
			worker.once("error", reject);
		});
}
