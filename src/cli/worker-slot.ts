// One worker thread and what it has scanned. When the thread dies (V8 ends it when its memory is used up), another one
// takes its place and scans the same shards again, so that only the request that killed it is lost.

import type { Worker } from "node:worker_threads";
import type { ShardFacts } from "#checks/shard.ts";
import type { Reply, Request } from "./messages.ts";
import { startThread } from "./start-thread.ts";
import type { WorkerInput } from "./worker.ts";

/** A request without a reply: the thread that had it is gone. */
export interface Death {
	readonly kind: "died";
	readonly reason: string;
}

export interface WorkerSlot {
	/** After a death the slot is ready for the next request. Throws when the new thread dies before it is. */
	ask(request: Request): Promise<Reply | Death>;
	/** For this thread and those after it. */
	tell(facts: readonly ShardFacts[]): void;
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
	const scanned: Request[] = [];
	let facts: readonly ShardFacts[] = [];
	let worker = start();

	const restart = async (): Promise<void> => {
		worker = start();
		for (const request of scanned) {
			const reply = await send(worker, request);
			if (reply.kind === "died") throw new Error(reply.reason);
		}
		worker.postMessage({ kind: "facts", facts } satisfies Request);
	};
	return {
		ask: async (request) => {
			const reply = await send(worker, request);
			if (reply.kind === "died") await restart();
			else if (request.kind === "scan") scanned.push(request);
			return reply;
		},
		tell: (all) => {
			facts = all;
			worker.postMessage({ kind: "facts", facts } satisfies Request);
		},
		close: () => void worker.terminate(),
	};
}

function send(worker: Worker, request: Request): Promise<Reply | Death> {
	return new Promise((resolve) => {
		const settle = (reply: Reply | Death): void => {
			worker.off("message", settle).off("error", onError).off("exit", onExit);
			resolve(reply);
		};
		const onError = (error: Error): void =>
			settle({ kind: "died", reason: reasonOf(error) });
		const onExit = (code: number): void =>
			settle({ kind: "died", reason: `the worker ended with code ${code}` });
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
