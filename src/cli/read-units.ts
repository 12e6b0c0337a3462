// Reads every file once in the main thread, for what does not need the parser: its digest and the comments for Pinfold.

import { join } from "node:path";
import {
	readSuppressionComments,
	type SuppressionComment,
} from "#findings/suppression-comments.ts";
import { digestFiles } from "./cache/digest-files.ts";
import type { Unit } from "./judge-units.ts";
import type { FileToRead } from "./messages.ts";
import { readSource } from "./read-source.ts";
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
		const source =
			file.text === null
				? readSource(join(root, path), path)
				: ({ kind: "text", text: file.text } as const);
		if (source.kind === "skip") {
			skips.push(source.skip);
			continue;
		}
		const { text } = source;
		units.push({ files: [file], digest: digestFiles([{ path, text }]) });
		const found = readSuppressionComments(text);
		if (found.length > 0) comments.set(path, found);
	}
	return { units, comments, skips };
}
