// What is known of a C file before any function body is parsed: found by one pass of the lexer.

import type { CType, Extent, InitializerItem } from "./syntax.ts";

/**
 * A function definition found by the lexer: extents are exact, the body is not read yet. A function that reads the same in
 * several views of a file is one and the same object in all of them.
 */
export interface FunctionOutline extends Extent {
	readonly name: string;
	readonly nameStart: number;
	readonly isStatic: boolean;
	/** Offset of the opening brace of the body. */
	readonly bodyStart: number;
	/**
	 * Every identifier of the function that is no C keyword (calls, values, types, fields), each once, in the order of
	 * first use.
	 */
	readonly identifiers: ReadonlySet<string>;
}

/** `#define NAME(params) body`, with continuation lines joined. */
export interface MacroDefinition extends Extent {
	readonly name: string;
	/** null for an object-like macro. */
	readonly parameters: readonly string[] | null;
	readonly body: string;
}

/** `struct tag { … }` (or a typedef of one, with the typedef's name as tag). */
export interface StructDefinition extends Extent {
	/** `struct foo`, `union foo`, or the typedef name. */
	readonly tag: string;
	readonly fields: readonly { readonly name: string; readonly type: CType }[];
}

/** `static const struct file_operations fops = { .release = foo };` and arrays of such. */
export interface TableDefinition extends Extent {
	readonly name: string;
	readonly type: CType;
	readonly items: readonly InitializerItem[];
}

/** A file seen under one configuration: the text of inactive `#if` branches and of all directives is blanked. */
export interface SourceView {
	/** Path as it is to be shown: relative to the root, with forward slashes. */
	readonly path: string;
	/** The file as it was read, every view of a file has the same. */
	readonly original: string;
	/** Same length as original; comments, directives and inactive branches are spaces, line ends kept. */
	readonly text: string;
	/** Human words for what was assumed: [`LINUX_VERSION_CODE >= 5.6`, `CONFIG_COMPAT`]; empty for a file without choices. */
	readonly configuration: readonly string[];
	readonly functions: readonly FunctionOutline[];
	readonly macros: readonly MacroDefinition[];
	readonly structs: readonly StructDefinition[];
	readonly tables: readonly TableDefinition[];
	/**
	 * Number of branches with something interesting that no view of this file shows, because the bound on views was
	 * reached. Counted on the first view only, so that a sum over views is right; absent counts as 0.
	 */
	readonly hiddenBranches?: number;
}
