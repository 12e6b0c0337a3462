// Reads every file once in the main thread, for what does not need the parser: its digest and the comments for Pinfold.

import { join } from "node:path";
import {
	readSuppressionComments,
	type SuppressionComment,
} from "#findings/suppression-comments.ts";
import { digestFile } from "./cache/digest-file.ts";
import type { Unit } from "./judge-units.ts";
import type { FileToRead } from "./messages.ts";
import { readLenders } from "./read-lenders.ts";
import { readSource, type SourceText } from "./read-source.ts";
import type { Skip } from "./skip.ts";

export interface ReadUnits {
	/** One for each file that could be read. */
	readonly units: readonly Unit[];
	/** Of the files that have any. */
	readonly comments: ReadonlyMap<string, readonly SuppressionComment[]>;
	readonly skips: readonly Skip[];
}

export interface UnitReader {
	read(files: readonly FileToRead[]): ReadUnits;
	/** What was read of these files, for another reader. */
	known(files: readonly FileToRead[]): ReadonlyMap<string, ReadUnit>;
}

/**
 * Reads a file once, however often it is asked for it; a path always with the same text. given: what is known of files that
 * need not be read.
 */
export function createUnitReader(
	root: string,
	given: ReadonlyMap<string, ReadUnit> = new Map(),
): UnitReader {
	const known = new Map(given);
	const nameOf = ({ path, lenders = [] }: FileToRead): string =>
		[path, ...lenders].join("\0");
	const readOnce = (file: FileToRead): ReadUnit => {
		const name = nameOf(file);
		const unit = known.get(name) ?? readUnit(root, file);
		known.set(name, unit);
		return unit;
	};
	return {
		read: (files) => {
			const read = files.map(readOnce);
			return {
				units: read.flatMap((one) => (one.kind === "unit" ? [one.unit] : [])),
				comments: new Map(
					read.flatMap((one) =>
						one.kind === "unit" && one.comments.length > 0
							? [[one.path, one.comments]]
							: [],
					),
				),
				skips: read.flatMap((one) => (one.kind === "skip" ? [one.skip] : [])),
			};
		},
		known: (files) =>
			new Map(files.map((file) => [nameOf(file), readOnce(file)])),
	};
}

export type ReadUnit =
	| {
			readonly kind: "unit";
			readonly path: string;
			readonly unit: Unit;
			readonly comments: readonly SuppressionComment[];
	  }
	| { readonly kind: "skip"; readonly skip: Skip };

function readUnit(root: string, file: FileToRead): ReadUnit {
	const { path } = file;
	const read = (one: string): SourceText => readSource(join(root, one), one);
	const source =
		file.text === null
			? read(path)
			: ({ kind: "text", text: file.text } as const);
	if (source.kind === "skip") return source;
	const { text } = source;
	const lenders = readLenders(file, read);
	return {
		kind: "unit",
		path,
		unit: { file, digest: digestFile({ path, text, lenders }) },
		comments: readSuppressionComments(text),
	};
}
