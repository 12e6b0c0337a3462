import type { Skip } from "./skip.ts";

/** What a literal search has to find. */
export interface SearchRequest {
	/** Absolute. */
	readonly root: string;
	/** Relative to the root. */
	readonly folders: readonly string[];
	/** A file is a candidate when its bytes contain one of these. */
	readonly needles: readonly string[];
	readonly signal: AbortSignal;
}

/**
 * Every `*.c` and `*.h` below the folders is searched, whatever .gitignore says. Names that begin with a dot (.git, .pc)
 * are passed over, and symbolic links are not followed: what they lead to is in the tree under its own name, or no part
 * of it.
 */
export interface SearchResult {
	/** Relative to the root, forward slashes, in no order. */
	readonly candidates: readonly string[];
	readonly filesSearched: number;
	readonly skips: readonly Skip[];
}
