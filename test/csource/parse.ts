// Loads the parser from node_modules and reads snippets with it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { CParser } from "#csource/parser.ts";
import type { FunctionOutline, SourceView } from "#csource/source-file.ts";
import type { FunctionSyntax } from "#csource/syntax.ts";
import { createParser } from "#csource/tree-sitter-parser.ts";
import { viewsOf } from "#csource/views.ts";

const require = createRequire(import.meta.url);

export function loadParser(): Promise<CParser> {
	return createParser({
		runtime: readFileSync(
			require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
		),
		grammar: readFileSync(require.resolve("tree-sitter-c/tree-sitter-c.wasm")),
	});
}

/** The only view of a text, or the first of several. */
export function viewOf(text: string): SourceView {
	const [view] = viewsOf("snippet.c", text, {
		kernel: null,
		interesting: () => false,
	});
	if (view === undefined) throw new Error("a file has at least one view");
	return view;
}

export function functionNamed(view: SourceView, name: string): FunctionOutline {
	const found = view.functions.find((entry) => entry.name === name);
	if (found === undefined)
		throw new Error(
			`no function ${name} among ${view.functions.map((entry) => entry.name).join(", ")}`,
		);
	return found;
}

/** Reads `body` as the body of a function. */
export function parseBody(parser: CParser, body: string): FunctionSyntax {
	const view = viewOf(`void f(void)\n{\n${body}\n}\n`);
	return parser.parseFunction(view, functionNamed(view, "f"));
}
