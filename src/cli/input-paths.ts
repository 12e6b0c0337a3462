// What the user named: folders to search and files to read, sorted out before anything is read.

import { type Stats, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { compareText } from "#base/compare.ts";
import { type Skip, skipFromError } from "./skip.ts";

export interface InputPaths {
	/** Absolute; the paths of the results are relative to it. One folder: that folder; else what all have in common. */
	readonly root: string;
	/** What to put before such a path so that it can be opened from here: "", "drivers/foo", "/usr/src/linux". */
	readonly shownRoot: string;
	/** Relative to the root, forward slashes, sorted, none inside another; "." is the root itself. */
	readonly folders: readonly string[];
	/** Relative to the root, sorted: read whatever their names are. */
	readonly files: readonly string[];
	/** Named, but not there. */
	readonly skips: readonly Skip[];
}

interface Named {
	readonly path: string;
	readonly status: Stats;
}

/** Follows a symbolic link that was named; links found inside a folder are not followed. */
export function sortInputPaths(typed: readonly string[]): InputPaths {
	const skips: Skip[] = [];
	const named: Named[] = [];
	for (const path of typed) {
		try {
			named.push({ path: resolve(path), status: statSync(path) });
		} catch (error) {
			skips.push(skipFromError(path, error));
		}
	}
	const isFolder = ({ status }: Named): boolean => status.isDirectory();
	const root = commonFolder(
		named.map((entry) => (isFolder(entry) ? entry.path : dirname(entry.path))),
	);
	const folders = outermost(
		named.filter(isFolder).map((entry) => fromRoot(root, entry.path)),
	);
	const files = named
		.filter((entry) => !isFolder(entry))
		.map((entry) => fromRoot(root, entry.path));
	return {
		root,
		shownRoot: typed.some((path) => isAbsolute(path))
			? root
			: relative(process.cwd(), root),
		folders,
		files: sortedUnique(files),
		skips,
	};
}

function commonFolder(folders: readonly string[]): string {
	const [first = process.cwd(), ...others] = folders;
	let common = first;
	while (others.some((folder) => !isInside(common, folder)))
		common = dirname(common);
	return common;
}

function isInside(folder: string, path: string): boolean {
	return path === folder || path.startsWith(join(folder, sep));
}

function fromRoot(root: string, path: string): string {
	return relative(root, path).split(sep).join("/") || ".";
}

function outermost(folders: readonly string[]): string[] {
	return sortedUnique(folders).filter(
		(folder, _, all) =>
			!all.some(
				(other) =>
					other !== folder && (other === "." || folder.startsWith(`${other}/`)),
			),
	);
}

function sortedUnique(texts: readonly string[]): string[] {
	return [...new Set(texts)].sort(compareText);
}
