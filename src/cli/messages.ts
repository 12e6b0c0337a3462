// What the main thread and a worker say to each other. All of it is structured-cloneable.

import type { ShardFacts, ShardResult } from "#checks/shard.ts";
import type { Skip } from "./skip.ts";

/** A bug of Pinfold that one file brought out. The other files are judged all the same. */
export interface Failure {
	readonly file: string;
	readonly stack: string;
}

export type Request =
	/** files: relative to the root. */
	| {
			readonly kind: "scan";
			readonly shard: number;
			readonly files: readonly string[];
	  }
	/** The facts of all shards, in the order of the shards. */
	| { readonly kind: "facts"; readonly facts: readonly ShardFacts[] }
	| { readonly kind: "check"; readonly shard: number };

export type Reply =
	| {
			readonly kind: "scanned";
			readonly shard: number;
			readonly facts: readonly ShardFacts[];
			readonly skips: readonly Skip[];
			readonly failures: readonly Failure[];
	  }
	| {
			readonly kind: "checked";
			readonly shard: number;
			readonly results: readonly ShardResult[];
			readonly failures: readonly Failure[];
	  };
