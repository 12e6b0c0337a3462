// The worker's side of a run: the entry of the same bundle in a thread that worker-pool.ts has started.

import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { type CheckOptions, checkFiles } from "#checks/check-files.ts";
import { createParser } from "./create-parser.ts";
import { createFileJudge } from "./file-judge.ts";
import type { Request } from "./messages.ts";
import { readSource } from "./read-source.ts";
import { createSurroundings } from "./surroundings.ts";

export interface WorkerInput {
	/** Absolute. */
	readonly root: string;
	readonly options: CheckOptions;
	/** Whether results are kept, and have to tell what they were made from. */
	readonly keepsResults: boolean;
}

serve();

function serve(): void {
	const { root, options, keepsResults } = workerData.input as WorkerInput;
	const judge = createParser().then((parser) =>
		createFileJudge({
			check: (file, around) => checkFiles([file], parser, options, around),
			surroundings: (changed, before) =>
				createSurroundings(root, { changed, before }),
			keepsResults,
			read: (path) => readSource(join(root, path), path),
		}),
	);
	parentPort?.on("message", async (request: Request) => {
		parentPort?.postMessage((await judge)(request));
	});
}
