import type { CParser } from "#csource/parser.ts";
import { loadGrammarBinaries } from "./grammar-binaries.ts";

/** Waits for csource/tree-sitter-parser.ts; nothing calls it before. */
export async function createParser(): Promise<CParser> {
	const binaries = loadGrammarBinaries();
	return {
		parseFunction: () => {
			throw new Error(
				`no parser yet for ${binaries.grammar.length} bytes of grammar`,
			);
		},
	};
}
