// Which files are worth reading: a literal search for the names of the catalogue.

import { join } from "node:path";
import { compareText } from "#base/compare.ts";
import type { InputPaths } from "./input-paths.ts";
import { readSource } from "./read-source.ts";
import type { SearchRequest, SearchResult } from "./search.ts";
import { searchWithNode } from "./search-with-node.ts";
import { searchWithRipgrep } from "./search-with-ripgrep.ts";

export interface FindOptions {
	readonly needles: readonly string[];
	/** The binary, or null for the search in Node. */
	readonly ripgrep: string | null;
	readonly signal: AbortSignal;
	/** What will most likely be found: read while the search is under way. */
	readonly expected?: Promise<readonly string[]>;
}

export interface Candidates extends SearchResult {
	/** By the path of a candidate: headers that give it calls of the catalogue under other names, sorted. */
	readonly lenders: ReadonlyMap<string, readonly string[]>;
}

/** Candidates sorted by path, the named files among them; the same whichever search found them. */
export async function findCandidates(
	inputs: InputPaths,
	options: FindOptions,
): Promise<Candidates> {
	const request: SearchRequest = {
		root: inputs.root,
		folders: inputs.folders,
		needles: shortest(options.needles),
		signal: options.signal,
	};
	const [found, namesLentBy] = await Promise.all([
		search(request, options.ripgrep),
		readLentNames(request.root, options.expected),
	]);
	const lent = await findLent(
		request,
		found.candidates.map((path) => ({ path, names: namesLentBy(path) })),
		options.ripgrep,
	);
	const named = inputs.files.filter((file) => !isSearched(inputs, file));
	return {
		candidates: [
			...new Set([...found.candidates, ...lent.keys(), ...inputs.files]),
		].sort(compareText),
		lenders: lent,
		filesSearched: found.filesSearched + named.length,
		skips: [...found.skips].sort((a, b) => compareText(a.path, b.path)),
	};
}

/**
 * `#define DRV_PIN pin_user_pages` in a header: the files that use the new name. Of several headers that give the same name
 * the nearest one counts, as the include path of a driver has it.
 */
async function findLent(
	request: SearchRequest,
	candidates: readonly {
		readonly path: string;
		readonly names: ReadonlySet<string>;
	}[],
	ripgrep: string | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
	const { root } = request;
	const names = new Map<string, string[]>();
	for (const { path, names: lent } of candidates)
		for (const name of lent) {
			const known = names.get(name);
			if (known === undefined) names.set(name, [path]);
			else known.push(path);
		}
	const lenders = new Map<string, readonly string[]>();
	if (names.size === 0) return lenders;
	const needles = [...names.keys()].sort(compareText);
	const found = await search({ ...request, needles }, ripgrep);
	for (const path of found.candidates) {
		const words = new Set(readText(root, path).match(/[A-Za-z_]\w*/g));
		const headers = new Set(
			needles.flatMap((name) => {
				const nearest = nearestOf(names.get(name) ?? [], path);
				return words.has(name) && nearest !== null ? [nearest] : [];
			}),
		);
		headers.delete(path);
		if (headers.size > 0) lenders.set(path, [...headers].sort(compareText));
	}
	return lenders;
}

/** The names that a file lends to others; those that are expected are read at once, each file once. */
async function readLentNames(
	root: string,
	expected: FindOptions["expected"],
): Promise<(path: string) => ReadonlySet<string>> {
	const { lentByHeader } = await import("./lent-by-header.ts");
	const known = new Map<string, ReadonlySet<string>>();
	const lentBy = (path: string): ReadonlySet<string> => {
		const names =
			known.get(path) ??
			(path.endsWith(".h") ? lentByHeader(root, path) : new Set<string>());
		known.set(path, names);
		return names;
	};
	for (const path of (await expected) ?? []) lentBy(path);
	return lentBy;
}

/** The one with which a path has the most folders in common. */
function nearestOf(headers: readonly string[], path: string): string | null {
	const depth = (header: string): number => {
		const [own, other] = [path.split("/"), header.split("/")];
		const first = own.findIndex((part, index) => part !== other[index]);
		return first < 0 ? own.length : first;
	};
	return (
		headers.toSorted((a, b) => depth(b) - depth(a) || compareText(a, b))[0] ??
		null
	);
}

/** Empty where it cannot be read: that is told where the file is judged. */
function readText(root: string, path: string): string {
	const source = readSource(join(root, path), path);
	return source.kind === "text" ? source.text : "";
}

async function search(
	request: SearchRequest,
	ripgrep: string | null,
): Promise<SearchResult> {
	if (request.folders.length === 0)
		return { candidates: [], filesSearched: 0, skips: [] };
	const found =
		ripgrep === null ? null : await searchWithRipgrep(ripgrep, request);
	return found ?? (await searchWithNode(request));
}

/** Drops every needle that contains another one: it cannot find more. */
function shortest(needles: readonly string[]): string[] {
	return [...new Set(needles)]
		.filter(
			(needle, _, all) =>
				!all.some((other) => other !== needle && needle.includes(other)),
		)
		.sort(compareText);
}

/** Whether a file that was named also lies in a folder that was named, under a name that is searched. */
function isSearched(inputs: InputPaths, file: string): boolean {
	return (
		/\.[ch]$/.test(file) &&
		!`/${file}`.includes("/.") &&
		inputs.folders.some(
			(folder) => folder === "." || file.startsWith(`${folder}/`),
		)
	);
}
