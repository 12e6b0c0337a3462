import { Language, Parser } from "web-tree-sitter";
import { flattenTree, type GrammarNames, grammarNames } from "./flat-tree.ts";
import { readSignature } from "./function-signature.ts";
import { lowerAll, lowerBlock } from "./lower-statement.ts";
import { childrenOf, type Lowering, typeOf } from "./lowering.ts";
import { nestingOf } from "./nesting.ts";
import { textOf } from "./normal-text.ts";
import { normalise } from "./normalise.ts";
import type { CParser, GrammarBinaries } from "./parser.ts";
import { type ParserRuntime, useHeapDirectly } from "./parser-runtime.ts";
import type { FunctionOutline, SourceView } from "./source-file.ts";
import type { Block, Damage, FunctionSyntax } from "./syntax.ts";
import { streamOf, type TokenStream } from "./token-stream.ts";
import { tokenAt } from "./type-at.ts";
import { tokensWithin } from "./views.ts";

/** What the grammar wants before a function body. The real signature is read from the tokens. */
const HEAD = "void f()";

/** Brackets deeper than this are not read at all: no C that people write comes near, and a tree as deep would not fit the stack. */
const NESTING_LIMIT = 250;

/** Nodes of the tree deeper than this are left out: a chain of a thousand `else if`, a sum of a thousand terms. */
const DEPTH_LIMIT = 600;

interface Grammar {
	readonly parser: Parser;
	readonly names: GrammarNames;
}

/** Makes the parser from the WebAssembly modules of web-tree-sitter and tree-sitter-c; reads no file. */
export async function createParser(
	binaries: GrammarBinaries,
): Promise<CParser> {
	// The option is passed on to Emscripten, whose own types ask for a buffer that is not shared.
	const runtime: ParserRuntime = {
		wasmBinary: Uint8Array.from(binaries.runtime).buffer,
	};
	await Parser.init(runtime);
	useHeapDirectly(runtime);
	const language = await Language.load(binaries.grammar);
	const parser = new Parser();
	parser.setLanguage(language);
	const grammar: Grammar = { parser, names: grammarNames(language) };
	const known = new WeakMap<FunctionOutline, FunctionSyntax>();
	return {
		parseFunction(view, outline) {
			let syntax = known.get(outline);
			if (syntax === undefined) {
				syntax = readFunction(grammar, view, outline);
				known.set(outline, syntax);
			}
			return syntax;
		},
	};
}

function readFunction(
	grammar: Grammar,
	view: SourceView,
	outline: FunctionOutline,
): FunctionSyntax {
	const { start, end, name, nameStart, isStatic, bodyStart } = outline;
	const stream = streamOf(view.text, tokensWithin(view, outline));
	const brace = tokenAt(stream, bodyStart);
	const damage: Damage[] = [];
	const body = readBody(grammar, stream, brace, end, damage);
	return {
		start,
		end,
		name,
		nameStart,
		isStatic,
		...readSignature(stream, brace),
		body,
		damage: damage.sort((a, b) => a.start - b.start || a.end - b.end),
	};
}

function readBody(
	grammar: Grammar,
	stream: TokenStream,
	brace: number,
	end: number,
	damage: Damage[],
): Block {
	const start = stream.tokens.starts[brace] ?? end;
	if (nestingOf(stream.tokens) > NESTING_LIMIT) {
		damage.push({ start, end, text: "brackets nest too deeply to be read" });
		const text = stream.text.slice(start, end);
		return {
			start,
			end,
			kind: "block",
			body: [{ start, end, kind: "unknown", text }],
		};
	}
	return readStatements(grammar, stream, HEAD, "", start, end, damage);
}

/** Parses [start, end) between `before` and `after`, which make a function definition of it. */
function readStatements(
	grammar: Grammar,
	stream: TokenStream,
	before: string,
	after: string,
	start: number,
	end: number,
	damage: Damage[],
): Block {
	const from = tokenAt(stream, start);
	const normal = normalise(stream, from, tokenAt(stream, end), start, end);
	const tree = grammar.parser.parse(before + textOf(normal) + after);
	if (tree === null) throw new Error("the parser has no language");
	const shift = start - before.length;
	const flat = flattenTree(tree, grammar.names, DEPTH_LIMIT, (from, to) => {
		damage.push({
			start: from + shift,
			end: to + shift,
			text: "nested too deeply to be read",
		});
	});
	tree.delete();
	const lowering: Lowering = {
		tree: flat,
		shift,
		normal,
		stream,
		damage,
		lowerBlock: (node) => lowerBlock(lowering, node),
		readStatements: (from, to) =>
			readStatements(grammar, stream, `${HEAD}{`, ";}", from, to, damage),
	};
	collectDamage(lowering, start, end);
	return lowerRoot(lowering, start, end);
}

/** The body of the function that the root holds; all there is where the parser found none. */
function lowerRoot(lowering: Lowering, start: number, end: number): Block {
	const children = childrenOf(lowering, 0);
	const definition = children.find(
		(node) => typeOf(lowering, node) === "function_definition",
	);
	const parts =
		definition === undefined ? children : childrenOf(lowering, definition);
	const body = parts.find(
		(node) => typeOf(lowering, node) === "compound_statement",
	);
	const rest = children.filter((node) => node !== definition);
	const inside = body === undefined ? [] : lowerBlock(lowering, body).body;
	return {
		start,
		end,
		kind: "block",
		body: [...inside, ...lowerAll(lowering, rest)],
	};
}

function collectDamage(
	{ tree, shift, stream, damage }: Lowering,
	start: number,
	end: number,
): void {
	if (!tree.hasError) return;
	tree.types.forEach((type, node) => {
		const isMissing = tree.missing.has(node);
		if (type !== "ERROR" && !isMissing) return;
		const from = Math.max(start, (tree.starts[node] ?? 0) + shift);
		const to = Math.min(end, Math.max(from, (tree.ends[node] ?? 0) + shift));
		const text = isMissing ? `missing ${type}` : stream.text.slice(from, to);
		damage.push({ start: from, end: to, text });
	});
}
