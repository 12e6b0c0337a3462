// From the texts of files to what the checks say about them.

import type { KernelVersion } from "#catalog/entry.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { CParser } from "#csource/parser.ts";
import type { Finding } from "#findings/finding.ts";
import type { Site } from "#findings/site.ts";
import { linkFile } from "#lifecycle/linking/link-files.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import { createVocabulary } from "#lifecycle/unit/create-vocabulary.ts";
import type { Vocabulary } from "#lifecycle/unit/vocabulary.ts";
import { checkFile, compareFindings, type FileResult } from "./check-file.ts";

/** A file as the command line read it; path relative to the root, with forward slashes. */
export interface InputFile {
	readonly path: string;
	readonly text: string;
	/** Headers that give it calls of the catalogue under other names. */
	readonly lenders?: readonly NamedText[];
}

export interface CheckOptions {
	/** null: every configuration the file distinguishes. */
	readonly kernel: KernelVersion | null;
	/** Sites carry the life of their pages, for `explain`. */
	readonly lives?: boolean;
}

/** What came of files, joined. */
export interface FilesResult {
	/** Sorted by file, line, column. */
	readonly sites: readonly Site[];
	/** Sorted by file, line, column, code. */
	readonly findings: readonly Finding[];
	readonly filesParsed: number;
	readonly functions: number;
	readonly damagedFunctions: number;
}

/**
 * Judges each of the files with those around it; what comes of one does not depend on which others are judged.
 * neighbourhood: where the files around them are read; not given: they are each other's neighbours.
 */
export function checkFiles(
	files: readonly InputFile[],
	parser: CParser,
	options: CheckOptions,
	neighbourhood: Neighbourhood = among(files),
): FilesResult {
	const vocabulary = createVocabulary(options.kernel);
	const interesting = (name: string): boolean =>
		isInteresting(vocabulary, name);
	const results = files.flatMap((file) => {
		const linked = linkFile(file, neighbourhood, {
			vocabulary,
			parser,
			interesting,
		});
		return linked === null
			? []
			: [checkFile(linked, vocabulary, options.lives ?? false)];
	});
	return joinResults(results);
}

function among(files: readonly InputFile[]): Neighbourhood {
	return {
		around: (path) => files.filter((file) => file.path !== path),
	};
}

function isInteresting(vocabulary: Vocabulary, name: string): boolean {
	return (
		vocabulary.acquire(name) !== null ||
		(vocabulary.release(name) ?? vocabulary.dirty(name)) !== null
	);
}

function joinResults(results: readonly FileResult[]): FilesResult {
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
