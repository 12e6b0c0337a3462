// Finds the C litmus cases on disk. A case is a file, together with the companions its header names (`with:`).

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type LitmusFile, parseLitmusFile } from "./litmus-file.ts";

export const repositoryRoot = dirname(
	dirname(dirname(fileURLToPath(import.meta.url))),
);
export const litmusFolder = join(repositoryRoot, "litmus", "c");

export interface LitmusCase {
	/** Path below litmus/c, without `.c`. */
	readonly name: string;
	/** The file that names the case, then its companions. */
	readonly files: readonly [LitmusFile, ...LitmusFile[]];
}

function cFiles(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true })
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return cFiles(path);
			return /\.[ch]$/.test(entry.name) ? [path] : [];
		})
		.sort();
}

/** Every .c and .h file below the folder; paths are relative to it, with forward slashes. */
export function readLitmusFiles(folder = litmusFolder): LitmusFile[] {
	return cFiles(folder).map((path) =>
		parseLitmusFile(
			relative(folder, path).split(sep).join("/"),
			readFileSync(path, "utf8"),
		),
	);
}

/** Groups files into cases; a companion that does not exist is left out here and reported by the rules. */
export function groupCases(files: readonly LitmusFile[]): LitmusCase[] {
	const byPath = new Map(files.map((file) => [file.path, file]));
	return files
		.filter((file) => !file.isPart)
		.map((file) => {
			const companions = file.companions.flatMap((name) => {
				const companion = byPath.get(
					join(dirname(file.path), name).split(sep).join("/"),
				);
				return companion === undefined ? [] : [companion];
			});
			return {
				name: file.path.replace(/\.c$/, ""),
				files: [file, ...companions],
			};
		});
}
