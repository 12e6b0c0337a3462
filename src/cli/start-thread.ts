// How a worker is started. tools/build.mjs replaces this file in the bundle: there a thread gets the parts it needs from the
// thread that starts it, and does not read the whole file again.

import { type ResourceLimits, Worker } from "node:worker_threads";
import type { WorkerInput } from "./worker.ts";

/** script: runs worker.ts in a thread of its own. */
export function startThread(
	script: URL,
	input: WorkerInput,
	resourceLimits: ResourceLimits,
): Worker {
	return new Worker(script, { workerData: { input }, resourceLimits });
}
