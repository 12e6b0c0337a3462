// Reads every file once in the main thread, for what does not need the parser: its digest and the comments for Pinfold.

import { join } from "node:path";
import {
	readSuppressionComments,
	type SuppressionComment,
} from "#findings/suppression-comments.ts";
import { digestFiles } from "./cache/digest-files.ts";
import type { Unit } from "./judge-units.ts";
import type { FileToRead } from "./messages.ts";
import { readLenders } from "./read-lenders.ts";
import { readSource, type SourceText } from "./read-source.ts";
import type { Skip } from "./skip.ts";

export interface ReadUnits {
	/** One for each file that could be read: no check looks beyond a file but through facts. */
	readonly units: readonly Unit[];
	/** Of the files that have any. */
	readonly comments: ReadonlyMap<string, readonly SuppressionComment[]>;
	readonly skips: readonly Skip[];
}

export function readUnits(
	root: string,
	files: readonly FileToRead[],
): ReadUnits {
	const units: Unit[] = [];
	const comments = new Map<string, readonly SuppressionComment[]>();
	const skips: Skip[] = [];
	for (const file of files) {
		const { path } = file;
		const read = (one: string): SourceText => readSource(join(root, one), one);
		const source =
			file.text === null
				? read(path)
				: ({ kind: "text", text: file.text } as const);
		if (source.kind === "skip") {
			skips.push(source.skip);
			continue;
		}
		const { text } = source;
		const lenders = readLenders(file, read);
		units.push({
			files: [file],
			digest: digestFiles([{ path, text, lenders }]),
		});
		const found = readSuppressionComments(text);
		if (found.length > 0) comments.set(path, found);
	}
	return { units, comments, skips };
}
