// The worker's side of a run: the entry of the same bundle in a thread that worker-pool.ts has started.

import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { type CheckOptions, createShard } from "#checks/shard.ts";
import { createParser } from "./create-parser.ts";
import type { Request } from "./messages.ts";
import { readSource } from "./read-source.ts";
import { createShardHost } from "./shard-host.ts";
import { createSurroundings } from "./surroundings.ts";

export interface WorkerInput {
	/** Absolute. */
	readonly root: string;
	readonly options: CheckOptions;
	/** Whether results are kept, and have to tell what they were made from. */
	readonly keepsResults: boolean;
}

serveShards();

function serveShards(): void {
	const { root, options, keepsResults } = workerData.input as WorkerInput;
	const host = createParser().then((parser) =>
		createShardHost({
			createShard: (files, neighbourhood) =>
				createShard(files, parser, options, neighbourhood),
			surroundings: (changed) => createSurroundings(root, changed),
			keepsResults,
			read: (path) => readSource(join(root, path), path),
		}),
	);
	parentPort?.on("message", async (request: Request) => {
		const reply = (await host)(request);
		if (reply !== null) parentPort?.postMessage(reply);
	});
}
