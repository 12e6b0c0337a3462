// The change that a patch makes to a tree that has it, or does not have it yet.

import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { decodeText } from "../read-source.ts";
import { Refusal } from "../refusal.ts";
import { sizeLimitBytes } from "../skip.ts";
import {
	applyHunks,
	type PatchedLine,
	reverseHunks,
	toLines,
	toText,
} from "./apply-hunks.ts";
import type { ChangedFile } from "./change.ts";
import { decodeMails } from "./decode-mails.ts";
import { type FilePatch, parsePatch } from "./parse-patch.ts";

export interface PatchedTree {
	/** Absolute: the folder that the paths are relative to. */
	readonly folder: string;
	readonly files: readonly ChangedFile[];
}

/** Contents as bytes in Latin-1, so that a patch fits whatever its files are encoded in; null for no such file. */
type Contents = Map<string, PatchedLine[] | null>;

/**
 * Patch: bytes as Latin-1. The tree is the folder or the nearest one above it that has the first file of the patch.
 * @throws Refusal where the patch is none, or fits neither forwards nor backwards.
 */
export function changeFromPatch(
	patch: string,
	shownAs: string,
	folder: string,
): PatchedTree {
	const patches = parsePatch(decodeMails(patch));
	if (patches.length === 0) throw new Refusal(`${shownAs}: no patch in it`);
	const wanted = patches.filter((one) => /\.[ch]$/.test(pathOf(one)));
	const tree = findTree(wanted, folder);
	if (tree === null)
		throw new Refusal(
			`${shownAs}: ${pathOf(wanted[0] ?? patches[0])} is in no folder from ${folder} upwards`,
		);
	const placed = wanted.map((one) => placeIn(one, tree.strip));
	const now = readContents(placed, tree.folder);
	const before = untouched(
		runAll(now, [...placed].reverse().map(reverse)) ?? now,
	);
	const after = runAll(before, placed);
	if (after === null)
		throw new Refusal(`${shownAs}: does not fit the files in ${tree.folder}`);
	const files = [...after].map(
		([path, lines]): ChangedFile => ({
			path,
			before: textOf(before.get(path) ?? null),
			after: textOf(lines),
			touched: touchedLines(lines),
		}),
	);
	return { folder: tree.folder, files };
}

function pathOf(patch: FilePatch | undefined): string {
	return patch?.newPath ?? patch?.oldPath ?? "";
}

/** Where the patch belongs, and how many leading parts of its paths are not of the tree (`a/`, `b/`). */
function findTree(
	patches: readonly FilePatch[],
	folder: string,
): { folder: string; strip: number } | null {
	const known = patches.filter((patch) => patch.oldPath !== null);
	if (known.length === 0) return { folder, strip: 1 };
	for (let at = folder; ; at = dirname(at)) {
		for (const strip of [1, 0])
			if (known.some((patch) => isThere(at, placeIn(patch, strip))))
				return { folder: at, strip };
		if (dirname(at) === at) return null;
	}
}

function isThere(folder: string, { oldPath, newPath }: FilePatch): boolean {
	return [oldPath, newPath].some(
		(path) => path !== null && isFile(join(folder, path)),
	);
}

function isFile(path: string): boolean {
	const status = statSync(path, { throwIfNoEntry: false });
	return status?.isFile() === true && status.size <= sizeLimitBytes;
}

function placeIn(patch: FilePatch, strip: number): FilePatch {
	const place = (path: string | null): string | null =>
		path === null ? null : path.split("/").slice(strip).join("/");
	return {
		...patch,
		oldPath: place(patch.oldPath),
		newPath: place(patch.newPath),
	};
}

function reverse({ oldPath, newPath, hunks }: FilePatch): FilePatch {
	return { oldPath: newPath, newPath: oldPath, hunks: reverseHunks(hunks) };
}

function readContents(patches: readonly FilePatch[], folder: string): Contents {
	const contents: Contents = new Map();
	for (const { oldPath, newPath } of patches)
		for (const path of [oldPath, newPath])
			if (path !== null && !contents.has(path)) {
				const file = join(folder, path);
				contents.set(
					path,
					isFile(file) ? toLines(readFileSync(file, "latin1")) : null,
				);
			}
	return contents;
}

/** One patch after the other; null where one does not fit. */
function runAll(
	contents: Contents,
	patches: readonly FilePatch[],
): Contents | null {
	const result: Contents = new Map(contents);
	for (const { oldPath, newPath, hunks } of patches) {
		const old = oldPath === null ? [] : (result.get(oldPath) ?? null);
		const isInTheWay =
			oldPath === null && newPath !== null && result.get(newPath);
		const lines = old === null || isInTheWay ? null : applyHunks(old, hunks);
		if (lines === null) return null;
		if (oldPath !== null) result.set(oldPath, null);
		if (newPath !== null) result.set(newPath, lines);
		else if (lines.length > 0) return null;
	}
	return result;
}

function untouched(contents: Contents): Contents {
	return new Map(
		[...contents].map(([path, lines]) => [
			path,
			lines?.map(({ text }) => ({ text, isTouched: false })) ?? null,
		]),
	);
}

function textOf(lines: readonly PatchedLine[] | null): string | null {
	return lines === null
		? null
		: decodeText(Buffer.from(toText(lines), "latin1"));
}

function touchedLines(lines: readonly PatchedLine[] | null): Set<number> {
	return new Set(
		(lines ?? []).flatMap(({ isTouched }, index) =>
			isTouched ? [index + 1] : [],
		),
	);
}
