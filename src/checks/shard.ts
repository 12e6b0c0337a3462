// A shard is the part of the tree that one worker reads. Checking takes two rounds: each shard first says what its files
// export to others (facts), then, knowing the facts of all shards, judges its own files. The split into shards never
// changes the result.

import type { KernelVersion } from "#catalog/entry.ts";
import type { CParser } from "#csource/parser.ts";
import type { Finding } from "#findings/finding.ts";
import type { Site } from "#findings/site.ts";

/** A file as the command line read it; path relative to the root, with forward slashes. */
export interface InputFile {
	readonly path: string;
	readonly text: string;
}

export interface CheckOptions {
	/** null: every configuration the file distinguishes. */
	readonly kernel: KernelVersion | null;
}

/** What a shard tells the others: structured-cloneable. */
export interface ShardFacts {
	readonly wrappers: readonly string[];
}

export interface ShardResult {
	/** Sorted by file, line, column. */
	readonly sites: readonly Site[];
	/** Sorted by file, line, column, code. */
	readonly findings: readonly Finding[];
	readonly filesParsed: number;
	readonly functions: number;
	readonly damagedFunctions: number;
}

export interface Shard {
	scan(): ShardFacts;
	check(facts: readonly ShardFacts[]): ShardResult;
}

export function createShard(
	files: readonly InputFile[],
	_parser: CParser,
	_options: CheckOptions,
): Shard {
	return {
		scan: () => ({ wrappers: [] }),
		check: () => ({
			sites: [],
			findings: [],
			filesParsed: files.length,
			functions: 0,
			damagedFunctions: 0,
		}),
	};
}
