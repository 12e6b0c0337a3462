import type { Finding } from "#findings/finding.ts";
import type { Decision, Edit } from "./conversion.ts";

/** What one file alone would have changed, in itself and in files that its holds lead to. */
export interface FileConversion {
	readonly path: string;
	/** Of the sites of this file, in their order. */
	readonly decisions: readonly Decision[];
	/** By path: edits of this file and of others that its holds lead to. Files without edits are left out. */
	readonly edits: ReadonlyMap<string, readonly Edit[]>;
	/** The texts before, of the same files. */
	readonly texts: ReadonlyMap<string, string>;
	/** Sites of other files that are converted with those of this one. */
	readonly shared: readonly SharedSite[];
	/** What `check` says of this file. */
	readonly findingsBefore: readonly Finding[];
	readonly findingsAfter: readonly Finding[];
}

export interface SharedSite {
	readonly path: string;
	readonly line: number;
}
