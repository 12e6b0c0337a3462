// Lines of source files that a page brings along.

/** Some lines of a source file. */
export interface Excerpt {
	/** Number of the first line, from 1. */
	readonly first: number;
	readonly lines: readonly string[];
}

/** By file, from top to bottom, no line twice. */
export type Excerpts = Readonly<Record<string, readonly Excerpt[]>>;
