import type { CParser } from "#csource/parser.ts";
import { createParser as createFrom } from "#csource/tree-sitter-parser.ts";
import { loadGrammarBinaries } from "./grammar-binaries.ts";

/** The parser of this process; each worker makes its own. */
export function createParser(): Promise<CParser> {
	return createFrom(loadGrammarBinaries());
}
