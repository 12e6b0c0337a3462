// The files around a file, read once each: those of its folder and the folders below it, and of folders above as long as
// there are few. A driver of a hundred files is seen whole, `drivers/` is not.

import { createHash, type Hash } from "node:crypto";
import { type Dirent, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareText } from "#base/compare.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import {
	type DigestMemory,
	rememberedDigest,
} from "./cache/remembered-digest.ts";
import type { ChangedText } from "./messages.ts";
import {
	createSurroundingFile,
	type SurroundingFile,
} from "./surrounding-file.ts";

/** A folder with more C files than this is no one program. */
const fileLimit = 400;

/** Texts of so many places are kept: the files of a run come sorted, those of a folder one after the other. */
const keptScopes = 1;

export interface Surroundings extends Neighbourhood {
	/** Of all that `around` gives for this file and the others there: their paths and texts. */
	digestOf(path: string): string;
	/** The files of which these digests are, and the folders that were listed to find them. */
	sourcesOf(paths: readonly string[]): readonly string[];
	/** A file that is at hand and as it is on the disk. To be asked when nothing else will be. */
	unchanged(path: string): SurroundingFile | null;
}

export interface SurroundingsOptions {
	/** What to read instead of what is on the disk. */
	readonly changed?: readonly ChangedText[];
	/** May know digests of earlier runs; only for looking up what is kept, what is told of texts that were read is made from them. */
	readonly memory?: DigestMemory | null;
	/** Digests by the path that was asked for. */
	readonly known?: ReadonlyMap<string, string>;
	/** Of the same root: what it has read and is not changed is not read again. */
	readonly before?: Surroundings | null;
}

export function createSurroundings(
	root: string,
	{
		changed = [],
		memory = null,
		known = new Map(),
		before = null,
	}: SurroundingsOptions = {},
): Surroundings {
	const scopes = new Map<string, readonly string[]>();
	const texts = new Map<string, readonly SurroundingFile[]>();
	const digests = new Map<string, string>();
	const folders = new Map<string, Folder>();
	const listing = createListing(root, changed, folders);
	let byPath: Map<string, SurroundingFile> | null = null;
	const overlay = new Map(changed.map(({ path, text }) => [path, text]));

	const scopeOf = (path: string): readonly string[] => {
		const folder = dirname(path);
		let scope = scopes.get(folder);
		if (scope === undefined) {
			scope = findScope(folder, listing);
			scopes.set(folder, scope);
		}
		return scope;
	};
	const fileAt = (path: string): SurroundingFile =>
		(overlay.has(path) ? null : before?.unchanged(path)) ??
		createSurroundingFile(root, path, overlay.get(path));
	const filesOf = (path: string): readonly SurroundingFile[] => {
		const scope = scopeOf(path);
		const key = keyOfScope(scope);
		let files = texts.get(key);
		if (files === undefined) {
			files = scope.map(fileAt);
			texts.set(key, files);
			const oldest = texts.keys().next().value;
			if (texts.size > keptScopes && oldest !== undefined) texts.delete(oldest);
		}
		return files;
	};
	return {
		unchanged: (path) => {
			byPath ??= new Map(
				[...texts.values()].flat().map((file) => [file.path, file]),
			);
			return overlay.has(path) ? null : (byPath.get(path) ?? null);
		},
		around: (path) => filesOf(path).filter((file) => file.path !== path),
		sourcesOf: (paths) => {
			const files = paths.flatMap(scopeOf);
			return [...new Set([...folders.keys(), ...files])];
		},
		digestOf: (path) => {
			const given = known.get(path);
			if (given !== undefined) return given;
			const scope = scopeOf(path);
			const key = keyOfScope(scope);
			let digest = digests.get(key);
			if (digest === undefined) {
				const make = (): string => digestOfAll(filesOf(path));
				digest =
					memory === null || changed.length > 0
						? make()
						: rememberedDigest(root, scope, memory, make);
				digests.set(key, digest);
			}
			return digest;
		},
	};
}

function keyOfScope(scope: readonly string[]): string {
	return scope[0] === undefined ? "" : `${scope.length} ${scope[0]}`;
}

/** Equal keys: the same changes. */
export function keyOfChanges(changed: readonly ChangedText[]): string {
	if (changed.length === 0) return "";
	const hash = createHash("sha256");
	for (const { path, text } of changed)
		hash.update(`${path}\0${text?.length ?? "gone"}\0`).update(text ?? "");
	return hash.digest("hex");
}

/** Of the paths and contents, in their order. */
function digestOfAll(files: readonly SurroundingFile[]): string {
	const hash: Hash = createHash("sha256");
	for (const file of files) {
		const content = file.content();
		hash.update(`${file.path}\0${content.length}\0`).update(content);
	}
	return hash.digest("hex");
}

interface Folder {
	/** C files directly in it, relative to the root, sorted. */
	readonly files: readonly string[];
	readonly folders: readonly string[];
}

type Listing = (folder: string) => Folder;

/** Names that begin with a dot and symbolic links are left out, as in the search. */
function createListing(
	root: string,
	changed: readonly ChangedText[],
	known: Map<string, Folder>,
): Listing {
	return (folder) => {
		let found = known.get(folder);
		if (found === undefined) {
			found = listFolder(root, folder, changed);
			known.set(folder, found);
		}
		return found;
	};
}

function listFolder(
	root: string,
	folder: string,
	changed: readonly ChangedText[],
): Folder {
	const files: string[] = [];
	const folders: string[] = [];
	for (const entry of readFolder(join(root, folder))) {
		const { name } = entry;
		if (name.startsWith(".")) continue;
		const path = folder === "." ? name : `${folder}/${name}`;
		if (entry.isDirectory()) folders.push(path);
		else if (entry.isFile() && /\.[ch]$/.test(name)) files.push(path);
	}
	for (const { path, text } of changed)
		if (
			text !== null &&
			dirname(path) === folder &&
			/\.[ch]$/.test(path) &&
			!files.includes(path)
		)
			files.push(path);
	return { files: files.sort(compareText), folders: folders.sort(compareText) };
}

function readFolder(path: string): readonly Dirent[] {
	try {
		return readdirSync(path, { withFileTypes: true });
	} catch {
		return [];
	}
}

function findScope(folder: string, listing: Listing): readonly string[] {
	let scope = filesBelow(folder, listing);
	if (scope === null) {
		const { files } = listing(folder);
		return files.length <= fileLimit ? files : [];
	}
	for (let above = folder; above !== "."; ) {
		above = dirname(above);
		const wider = filesBelow(above, listing);
		if (wider === null) break;
		scope = wider;
	}
	return scope;
}

/** null where there are more than the limit. */
function filesBelow(
	folder: string,
	listing: Listing,
): readonly string[] | null {
	const found: string[] = [];
	const waiting = [folder];
	for (const next of waiting) {
		const { files, folders } = listing(next);
		found.push(...files);
		waiting.push(...folders);
		if (found.length > fileLimit || waiting.length > fileLimit) return null;
	}
	return found.sort(compareText);
}
