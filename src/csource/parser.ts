// The seam to the parser: everything else sees FunctionSyntax.

import type { FunctionOutline, SourceView } from "./source-file.ts";
import type { FunctionSyntax } from "./syntax.ts";

/** The two WebAssembly modules of the parser; cli/ reads them and hands them in. */
export interface GrammarBinaries {
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
}

export interface CParser {
	/** Reads one function body. Never throws on bad C: what could not be read is in `damage`. */
	parseFunction(view: SourceView, outline: FunctionOutline): FunctionSyntax;
}
