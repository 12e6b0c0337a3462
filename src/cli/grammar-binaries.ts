// The parser's two WebAssembly modules. tools/build.mjs replaces this file in the bundle by the bytes themselves.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { GrammarBinaries } from "#csource/parser.ts";

export function loadGrammarBinaries(): GrammarBinaries {
	const require = createRequire(import.meta.url);
	const read = (name: string): Buffer => readFileSync(require.resolve(name));
	return {
		runtime: read("web-tree-sitter/web-tree-sitter.wasm"),
		grammar: read("tree-sitter-c/tree-sitter-c.wasm"),
	};
}
