// What any part of Pinfold may say about somebody's code. Only report/ renders it.

/** What kind of mistake a finding is, as users sort them. */
export type FindingClass =
	| "leak"
	| "mismatch"
	| "double-release"
	| "dirty"
	| "api"
	| "flag"
	| "retval"
	| "order"
	| "lock"
	/** About Pinfold's comments in the code, not about the code. */
	| "suppression";

export type Severity = "error" | "warning" | "note";

/**
 * certain: a path is shown and nothing on it is assumed. likely: one stated assumption. possible: hidden unless --all.
 */
export type Confidence = "certain" | "likely" | "possible";

/** Another place that explains a finding. Lines and columns start at 1. */
export interface Note {
	readonly file: string;
	readonly line: number;
	readonly message: string;
	/** Not on the way to the finding: another place of the same kind. Formats that draw the way leave it out of it. */
	readonly aside?: true;
}

export interface Finding {
	/** PF101 …: see codes.ts. */
	readonly code: string;
	readonly class: FindingClass;
	readonly severity: Severity;
	readonly confidence: Confidence;
	/** Relative to the root of the run. */
	readonly file: string;
	/** Empty for what lies in no function. */
	readonly function: string;
	readonly line: number;
	readonly column: number;
	readonly message: string;
	readonly notes: readonly Note[];
	/** Id of the site whose hold this is about, null where there is none. */
	readonly site: string | null;
	/** Configurations the finding holds for, in words; empty where it holds in all. */
	readonly configurations: readonly string[];
	readonly fix: Fix | null;
	/** What comes of it, in one line; only where it was asked for (check --explain). */
	readonly consequence?: string;
}

/** A replacement in one file. Filled by the conversion; null until then. */
export interface Fix {
	readonly description: string;
	readonly edits: readonly {
		readonly file: string;
		readonly start: number;
		readonly end: number;
		readonly text: string;
	}[];
}
