// One worker thread. When it dies (V8 ends it when its memory is used up), another one takes its place, so that only the
// request that killed it is lost.

import type { Worker } from "node:worker_threads";
import type { Reply, Request } from "./messages.ts";
import { startThread } from "./start-thread.ts";
import type { WorkerInput } from "./worker.ts";

export interface WorkerSlot {
	/** A thread that dies of it has failed on the file. */
	ask(request: Request): Promise<Reply>;
	close(): void;
}

/**
 * In MiB. The stack is for expressions nested as deep as a generator makes them. The heap limits are far above what is
 * alive (40 MB on v6.12; a file of the largest size that is read fits as well): V8 lets garbage pile up in proportion to
 * them. A whole run on v6.12 with two workers takes 226 to 244 MB, 242 to 263 with twice the limit, at the same time.
 */
const resourceLimits = {
	stackSizeMb: 16,
	maxOldGenerationSizeMb: 256,
	maxYoungGenerationSizeMb: 16,
};

export function startWorkerSlot(script: URL, input: WorkerInput): WorkerSlot {
	const start = (): Worker => startThread(script, input, resourceLimits);
	let worker = start();
	return {
		ask: async (request) => {
			const reply = await send(worker, request);
			if (typeof reply !== "string") return reply;
			worker = start();
			const failure = { file: request.file.path, stack: reply };
			return { kind: "failed", failure };
		},
		close: () => void worker.terminate(),
	};
}

/** The reply, or why the thread has died. */
function send(worker: Worker, request: Request): Promise<Reply | string> {
	return new Promise((resolve) => {
		const settle = (reply: Reply | string): void => {
			worker.off("message", settle).off("error", onError).off("exit", onExit);
			resolve(reply);
		};
		const onError = (error: Error): void => settle(reasonOf(error));
		const onExit = (code: number): void =>
			settle(`the worker ended with code ${code}`);
		worker.on("message", settle).on("error", onError).on("exit", onExit);
		worker.postMessage(request);
	});
}

/** Where memory ran out the stack is only that of the main thread. */
function reasonOf(error: Error): string {
	const outOfMemory =
		"code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
	return outOfMemory ? error.message : (error.stack ?? error.message);
}
