import type { CheckOptions } from "#checks/check-files.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import type { CheckRequest } from "./check-request.ts";
import type { JudgeOptions } from "./judge-units.ts";
import type { Surroundings } from "./surroundings.ts";
import { startWorkers, type WorkerPool } from "./worker-pool.ts";

export interface LazyPool {
	/** Starts the workers at the first call. */
	readonly pool: () => WorkerPool;
	/** Ends the workers; nobody waits for that. */
	readonly close: () => void;
}

export function prepareWorkers(request: CheckRequest, root: string): LazyPool {
	let started: WorkerPool | null = null;
	return {
		pool: () => {
			started ??= startWorkers({
				workers: request.workers,
				input: {
					root,
					options: checkOptions(request),
					keepsResults: request.cacheFolder !== null,
				},
				script: request.script,
			});
			return started;
		},
		close: () => started?.close(),
	};
}

/** Without `lives` where it is not asked for: it is part of what the cache knows results by. */
export function checkOptions({ kernel, lives }: CheckRequest): CheckOptions {
	return lives === true ? { kernel, lives } : { kernel };
}

export function judgeOptions(
	request: CheckRequest,
	cache: ResultCache | null,
	workers: LazyPool,
	surroundings: Surroundings,
): JudgeOptions {
	return {
		checks: checkOptions(request),
		cache,
		pool: workers.pool,
		surroundings,
		onProgress: (done) => request.progress.show(`checking: ${done} files`),
	};
}
