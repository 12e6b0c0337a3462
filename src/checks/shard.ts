// A shard is the part of the tree that one worker reads. Checking takes two rounds: each shard first says what its files
// export to others (facts), then, knowing the facts of all shards, judges its own files. The split into shards never
// changes the result.

import { acquireNames } from "#catalog/catalog.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import type { CParser } from "#csource/parser.ts";
import { viewsOf } from "#csource/views.ts";
import type { Finding } from "#findings/finding.ts";
import type { Site } from "#findings/site.ts";
import { createVocabulary } from "#lifecycle/create-vocabulary.ts";
import type { Vocabulary } from "#lifecycle/vocabulary.ts";
import { checkFile, compareFindings, type FileResult } from "./check-file.ts";

/** A file as the command line read it; path relative to the root, with forward slashes. */
export interface InputFile {
	readonly path: string;
	readonly text: string;
}

export interface CheckOptions {
	/** null: every configuration the file distinguishes. */
	readonly kernel: KernelVersion | null;
	/** Sites carry the life of their pages, for `explain`. */
	readonly lives?: boolean;
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
	parser: CParser,
	options: CheckOptions,
): Shard {
	const vocabulary = createVocabulary(options.kernel);
	const interesting = (name: string): boolean =>
		isInteresting(vocabulary, name);
	return {
		scan: () => ({ wrappers: [] }),
		check: () => {
			const candidates = files.filter(({ text }) => mentionsAcquire(text));
			const results = candidates.map(({ path, text }) =>
				checkFile(
					viewsOf(path, text, { kernel: options.kernel, interesting }),
					vocabulary,
					parser,
					options.lives ?? false,
				),
			);
			return joinResults(results);
		},
	};
}

const acquirePattern = new RegExp(`\\b(?:${[...acquireNames()].join("|")})\\b`);

/** A needle of the search may be part of a longer name: such files are not even lexed. */
function mentionsAcquire(text: string): boolean {
	return acquirePattern.test(text);
}

function isInteresting(vocabulary: Vocabulary, name: string): boolean {
	return (
		vocabulary.acquire(name) !== null ||
		(vocabulary.release(name) ?? vocabulary.dirty(name)) !== null
	);
}

function joinResults(results: readonly FileResult[]): ShardResult {
	const sum = (of: (result: FileResult) => number): number =>
		results.reduce((total, result) => total + of(result), 0);
	return {
		sites: results.flatMap((result) => result.sites),
		findings: results
			.flatMap((result) => result.findings)
			.sort(compareFindings),
		filesParsed: results.filter((result) => result.functions > 0).length,
		functions: sum((result) => result.functions),
		damagedFunctions: sum((result) => result.damagedFunctions),
	};
}
