// Which files are worth reading: a literal search for the names of the catalogue.

import { compareText } from "#base/compare.ts";
import type { InputPaths } from "./input-paths.ts";
import type { SearchRequest, SearchResult } from "./search.ts";
import { searchWithNode } from "./search-with-node.ts";
import { searchWithRipgrep } from "./search-with-ripgrep.ts";

export interface FindOptions {
	readonly needles: readonly string[];
	/** The binary, or null for the search in Node. */
	readonly ripgrep: string | null;
	readonly signal: AbortSignal;
}

/** Candidates sorted by path, the named files among them; the same whichever search found them. */
export async function findCandidates(
	inputs: InputPaths,
	options: FindOptions,
): Promise<SearchResult> {
	const request: SearchRequest = {
		root: inputs.root,
		folders: inputs.folders,
		needles: shortest(options.needles),
		signal: options.signal,
	};
	const found = await search(request, options.ripgrep);
	const named = inputs.files.filter((file) => !isSearched(inputs, file));
	return {
		candidates: [...new Set([...found.candidates, ...inputs.files])].sort(
			compareText,
		),
		filesSearched: found.filesSearched + named.length,
		skips: [...found.skips].sort((a, b) => compareText(a.path, b.path)),
	};
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
