// What the main thread and a worker say to each other. All of it is structured-cloneable.

import type { ShardFacts, ShardResult } from "#checks/shard.ts";
import type { Skip } from "./skip.ts";

/** A bug of Pinfold that one file brought out. The other files are judged all the same. */
export interface Failure {
	readonly file: string;
	readonly stack: string;
}

/** A file to judge. */
export interface FileToRead {
	/** Relative to the root. */
	readonly path: string;
	/** What it is taken to contain; null for what is on the disk. */
	readonly text: string | null;
	/** Headers that give it calls of the catalogue under other names, wherever they are. */
	readonly lenders?: readonly string[];
}

/** A file of a change: what to read instead of what is on the disk; null where it is not there. */
export interface ChangedText {
	readonly path: string;
	readonly text: string | null;
}

export type Request =
	| {
			readonly kind: "scan";
			readonly shard: number;
			readonly files: readonly FileToRead[];
			/** What differs from the disk around the files. */
			readonly changed: readonly ChangedText[];
	  }
	/** The facts of all shards, in the order of the shards. */
	| { readonly kind: "facts"; readonly facts: readonly ShardFacts[] }
	| { readonly kind: "check"; readonly shard: number };

export interface Scanned {
	readonly kind: "scanned";
	readonly shard: number;
	/** Of the files as they were read: what the reply and that of the check were made from; null where nothing is kept. */
	readonly digest: string | null;
	readonly facts: readonly ShardFacts[];
	readonly skips: readonly Skip[];
	readonly failures: readonly Failure[];
}

export interface Checked {
	readonly kind: "checked";
	readonly shard: number;
	/** Of the files around those of the shard, as they were read; null where none was looked at. */
	readonly around: string | null;
	readonly results: readonly ShardResult[];
	readonly failures: readonly Failure[];
}

export type Reply = Scanned | Checked;
