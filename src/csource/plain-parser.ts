// Reads a normalised function body without tree-sitter where it is plain C, which nearly all functions of a kernel are.
//
// It knows just enough of the grammar to build the tree that tree-sitter would build, as far as the lowering looks at it:
// inside of a declaration that is the initial values alone. At the first thing it is not sure of (a token that does not
// fit, a function pointer, anything whose reading the grammar decides by guessing) it gives up, and tree-sitter reads the
// body. So it never judges what is damaged. test/csource/plain-parser.test.ts and test/trees compare the two.
//
// Of a thousand functions twelve need the grammar, and reading the others takes a fifth of the time.

import type { FlatTree } from "./flat-tree.ts";
import { keywordNumber } from "./keywords.ts";
import { lex } from "./lexer.ts";
import {
	AMPERSAND,
	AND_AND,
	ARROW,
	ASSIGN_OPERATOR,
	CHARACTER,
	CLOSE_BRACE,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	COLON,
	COMMA,
	COMPARE,
	DECREMENT,
	DOT,
	EQUALS,
	IDENTIFIER,
	INCREMENT,
	NUMBER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	OR_OR,
	QUESTION,
	SEMICOLON,
	SHIFT,
	STAR,
	STRING,
	type Tokens,
} from "./tokens.ts";

const BAR = "|".charCodeAt(0);
const CARET = "^".charCodeAt(0);
const LESS = "<".charCodeAt(0);
const GREATER = ">".charCodeAt(0);
const PLUS = "+".charCodeAt(0);
const MINUS = "-".charCodeAt(0);
const SLASH = "/".charCodeAt(0);
const PERCENT = "%".charCodeAt(0);
const NOT = "!".charCodeAt(0);
const TILDE = "~".charCodeAt(0);

const IF = keywordNumber("if");
const ELSE = keywordNumber("else");
const FOR = keywordNumber("for");
const WHILE = keywordNumber("while");
const DO = keywordNumber("do");
const SWITCH = keywordNumber("switch");
const CASE = keywordNumber("case");
const DEFAULT = keywordNumber("default");
const BREAK = keywordNumber("break");
const CONTINUE = keywordNumber("continue");
const RETURN = keywordNumber("return");
const GOTO = keywordNumber("goto");
const LAST_KEYWORD = keywordNumber("__extension__");

const qualifiers = new Set([keywordNumber("const"), keywordNumber("volatile")]);
const storages = new Set([keywordNumber("static"), keywordNumber("register")]);
const tagWords = new Set(
	(["struct", "union", "enum"] as const).map(keywordNumber),
);
const sizes = new Set(
	(["unsigned", "signed", "long", "short"] as const).map(keywordNumber),
);
const builtIn = new Set(
	(["int", "char", "void", "float", "double"] as const).map(keywordNumber),
);

/** Names that the grammar takes for types wherever they stand. */
const primitiveTypes = new Set(
	`bool size_t ssize_t ptrdiff_t intptr_t uintptr_t charptr_t nullptr_t max_align_t int8_t int16_t int32_t int64_t uint8_t
	uint16_t uint32_t uint64_t char8_t char16_t char32_t char64_t`.split(/\s+/),
);

/** Words that the grammar gives a meaning of their own. */
const grammarWords =
	/^(?:__(?:attribute|attribute__|declspec|based|cdecl|clrcall|stdcall|fastcall|thiscall|vectorcall|unaligned|except|try|finally|leave|alignof|alignof__|forceinline|thread|inline|asm|volatile|restrict__|const)|_(?:Alignof|Alignas|Noreturn|Nonnull|Atomic|Thread_local|Static_assert|Generic|unaligned)|alignof|alignas|noreturn|nullptr|offsetof|defined|thread_local|constexpr|static_assert|inline|typeof|asm)$/;

/** Deeper bodies are tree-sitter's. */
const depthLimit = 200;

/** What a target of an assignment can be. */
const targets = new Set([
	"identifier",
	"call_expression",
	"field_expression",
	"pointer_expression",
	"subscript_expression",
	"parenthesized_expression",
]);

const plainNumber = /^(?:0[xX][\da-fA-F]+|\d+)[uUlL]*$/;

/** Escapes that the grammar reads more strictly, and literals that go over a line or are not closed. */
const oddLiteral = /\\[xuUN\n\r]|^.$|[^"']$/;

/** Thrown, and caught in this file. */
const notPlain = Symbol("not plain");

/**
 * The tree of the statements in `text` from offset `from` on, which is a body in braces; null where it is not plain.
 * Offsets in the tree are those of the text.
 */
export function parsePlainBody(text: string, from: number): FlatTree | null {
	try {
		return new PlainParser(text, from).parse();
	} catch (error) {
		if (error === notPlain) return null;
		throw error;
	}
}

function giveUp(): never {
	throw notPlain;
}

class PlainParser {
	private readonly text: string;
	private readonly tokens: Tokens;
	private at = 0;
	private depth = 0;
	private readonly types: string[] = [];
	private readonly fields: string[] = [];
	private readonly starts: number[] = [];
	private readonly ends: number[] = [];
	private readonly children: number[] = [];
	private readonly siblings: number[] = [];
	/** By node: its last child so far. */
	private readonly lasts: number[] = [];

	constructor(text: string, from: number) {
		this.text = text;
		const lexed = lex(text, from);
		if (lexed.directives.length + lexed.comments.length > 0) giveUp();
		this.tokens = lexed;
	}

	parse(): FlatTree {
		const root = this.node("translation_unit", 0, this.text.length);
		const definition = this.node("function_definition", 0, this.text.length);
		this.attach(root, definition, "");
		this.attach(definition, this.block(), "body");
		if (this.at !== this.tokens.count) giveUp();
		return {
			types: this.types,
			fields: this.fields,
			starts: this.starts,
			ends: this.ends,
			children: this.children,
			siblings: this.siblings,
			missing: new Set(),
			hasError: false,
		};
	}

	private node(type: string, start: number, end: number): number {
		this.fields.push("");
		this.starts.push(start);
		this.ends.push(end);
		this.children.push(-1);
		this.siblings.push(-1);
		this.lasts.push(-1);
		return this.types.push(type) - 1;
	}

	private attach(parent: number, child: number, field: string): void {
		const last = this.lasts[parent] as number;
		if (last < 0) this.children[parent] = child;
		else this.siblings[last] = child;
		this.lasts[parent] = child;
		this.fields[child] = field;
	}

	private kind(): number {
		return this.tokens.kinds[this.at] ?? 0;
	}

	private get symbol(): number {
		return this.tokens.symbols[this.at] ?? 0;
	}

	private kindAt(at: number): number {
		return this.tokens.kinds[at] ?? 0;
	}

	/** Neither a keyword nor a word that the grammar gives a meaning. */
	private isPlainName(at: number): boolean {
		return (
			this.kindAt(at) === IDENTIFIER &&
			(this.tokens.symbols[at] as number) > LAST_KEYWORD &&
			!grammarWords.test(this.nameAt(at))
		);
	}

	private nameAt(at: number): string {
		return this.tokens.names[this.tokens.symbols[at] as number] ?? "";
	}

	private get start(): number {
		return this.tokens.starts[this.at] ?? giveUp();
	}

	/** Where the token before ends. */
	private get lastEnd(): number {
		return this.tokens.ends[this.at - 1] as number;
	}

	private expect(kind: number): void {
		if (this.kind() !== kind) giveUp();
		this.at++;
	}

	private expectWord(symbol: number): void {
		if (this.symbol !== symbol) giveUp();
		this.at++;
	}

	private deeper(): void {
		if (++this.depth > depthLimit) giveUp();
	}

	private block(): number {
		const node = this.node("compound_statement", this.start, 0);
		this.deeper();
		this.expect(OPEN_BRACE);
		while (this.kind() !== CLOSE_BRACE)
			this.attach(node, this.statement(true), "");
		this.at++;
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	/** isItem: it stands in a block, where declarations and cases may stand as well. */
	private statement(isItem: boolean): number {
		this.deeper();
		const node = this.readStatement(isItem);
		this.depth--;
		return node;
	}

	private readStatement(isItem: boolean): number {
		switch (this.kind()) {
			case OPEN_BRACE:
				return this.block();
			case SEMICOLON: {
				const node = this.node("expression_statement", this.start, 0);
				this.at++;
				this.ends[node] = this.lastEnd;
				return node;
			}
			case IDENTIFIER:
				if (this.symbol <= LAST_KEYWORD)
					return this.keywordStatement(this.symbol, isItem);
				if (this.kindAt(this.at + 1) === COLON) return this.label(isItem);
				if (this.startsDeclaration())
					return isItem ? this.declaration() : giveUp();
		}
		const node = this.node("expression_statement", this.start, 0);
		this.attach(node, this.commaExpression(), "");
		this.expect(SEMICOLON);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private keywordStatement(word: number, isItem: boolean): number {
		switch (word) {
			case IF:
				return this.ifStatement();
			case WHILE: {
				const node = this.open("while_statement");
				this.attach(node, this.parenthesized(), "condition");
				return this.close(node, "body");
			}
			case SWITCH: {
				const node = this.open("switch_statement");
				this.attach(node, this.parenthesized(), "condition");
				if (this.kind() !== OPEN_BRACE) giveUp();
				return this.close(node, "body");
			}
			case DO:
				return this.doStatement();
			case FOR:
				return this.forStatement();
			case CASE:
			case DEFAULT:
				return isItem ? this.caseLabel(word) : giveUp();
			case BREAK:
				return this.jump("break_statement");
			case CONTINUE:
				return this.jump("continue_statement");
			case GOTO: {
				const node = this.open("goto_statement");
				if (!this.isPlainName(this.at)) giveUp();
				this.attach(node, this.leaf("statement_identifier"), "label");
				this.expect(SEMICOLON);
				this.ends[node] = this.lastEnd;
				return node;
			}
			case RETURN: {
				const node = this.open("return_statement");
				if (this.kind() !== SEMICOLON)
					this.attach(node, this.commaExpression(), "");
				this.expect(SEMICOLON);
				this.ends[node] = this.lastEnd;
				return node;
			}
			default:
				return isItem ? this.declaration() : giveUp();
		}
	}

	/** A node that begins with the word that stands here. */
	private open(type: string): number {
		const node = this.node(type, this.start, 0);
		this.at++;
		return node;
	}

	/** Ends it with a statement. */
	private close(node: number, field: string): number {
		this.attach(node, this.statement(false), field);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private leaf(type: string): number {
		const node = this.open(type);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private jump(type: string): number {
		const node = this.open(type);
		this.expect(SEMICOLON);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private ifStatement(): number {
		const node = this.open("if_statement");
		this.attach(node, this.parenthesized(), "condition");
		this.attach(node, this.statement(false), "consequence");
		if (this.symbol === ELSE)
			this.attach(
				node,
				this.close(this.open("else_clause"), ""),
				"alternative",
			);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private doStatement(): number {
		const node = this.open("do_statement");
		this.attach(node, this.statement(false), "body");
		this.expectWord(WHILE);
		this.attach(node, this.parenthesized(), "condition");
		this.expect(SEMICOLON);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private forStatement(): number {
		const node = this.open("for_statement");
		this.expect(OPEN_PAREN);
		const declares =
			this.kind() === IDENTIFIER &&
			(this.symbol <= LAST_KEYWORD || this.startsDeclaration());
		if (declares) this.attach(node, this.declaration(), "initializer");
		else {
			if (this.kind() !== SEMICOLON)
				this.attach(node, this.commaExpression(), "initializer");
			this.expect(SEMICOLON);
		}
		if (this.kind() !== SEMICOLON)
			this.attach(node, this.commaExpression(), "condition");
		this.expect(SEMICOLON);
		if (this.kind() !== CLOSE_PAREN)
			this.attach(node, this.commaExpression(), "update");
		this.expect(CLOSE_PAREN);
		return this.close(node, "body");
	}

	/** What follows the colon is left beside it: the lowering takes both as one list. */
	private caseLabel(word: number): number {
		const node = this.open("case_statement");
		if (word === CASE) this.attach(node, this.conditional(), "value");
		this.expect(COLON);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private label(isItem: boolean): number {
		if (!this.isPlainName(this.at)) giveUp();
		const node = this.node("labeled_statement", this.start, 0);
		this.attach(node, this.leaf("statement_identifier"), "label");
		this.expect(COLON);
		this.attach(node, this.statement(isItem), "");
		this.ends[node] = this.lastEnd;
		return node;
	}

	/** `name name`, and `name *name` with what follows a declarator; with anything else the grammar has to guess. */
	private startsDeclaration(): boolean {
		if (primitiveTypes.has(this.nameAt(this.at))) return true;
		let at = this.at + 1;
		if (this.kindAt(at) === IDENTIFIER) return true;
		if (this.kindAt(at) !== STAR) return false;
		while (this.kindAt(at) === STAR) at++;
		if (this.kindAt(at) !== IDENTIFIER) return false;
		if ((this.tokens.symbols[at] as number) <= LAST_KEYWORD) return true;
		const behind = this.kindAt(at + 1);
		const isDeclarator =
			behind === EQUALS ||
			behind === SEMICOLON ||
			behind === COMMA ||
			behind === OPEN_BRACKET;
		return isDeclarator || giveUp();
	}

	private declaration(): number {
		const node = this.node("declaration", this.start, 0);
		this.specifiers();
		for (;;) {
			this.declarator(node);
			if (this.kind() !== COMMA) break;
			this.at++;
		}
		this.expect(SEMICOLON);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private specifiers(): void {
		let isSized = false;
		for (;;) {
			const { symbol } = this;
			if (this.kind() !== IDENTIFIER) giveUp();
			if (qualifiers.has(symbol) || storages.has(symbol)) this.at++;
			else if (sizes.has(symbol)) {
				isSized = true;
				this.at++;
			} else break;
		}
		const { symbol } = this;
		if (tagWords.has(symbol)) {
			if (isSized) giveUp();
			this.at++;
			if (!this.isPlainName(this.at)) giveUp();
			this.at++;
		} else if (builtIn.has(symbol)) this.at++;
		else if (symbol <= LAST_KEYWORD || !this.isPlainName(this.at)) giveUp();
		else if (!isSized) this.at++;
		for (;;) {
			const { symbol } = this;
			if (this.kind() !== IDENTIFIER || symbol > LAST_KEYWORD) return;
			if (!qualifiers.has(symbol) && !(isSized && symbol === intWord)) giveUp();
			this.at++;
		}
	}

	/** `*name[size] = value`; only the value becomes part of the tree. */
	private declarator(declaration: number): void {
		const { start } = this;
		while (this.kind() === STAR || qualifiers.has(this.symbol)) this.at++;
		if (!this.isPlainName(this.at) || primitiveTypes.has(this.nameAt(this.at)))
			giveUp();
		const name = this.leaf("identifier");
		while (this.kind() === OPEN_BRACKET) {
			this.at++;
			if (this.kind() !== CLOSE_BRACKET) this.expression();
			this.expect(CLOSE_BRACKET);
		}
		if (this.kind() !== EQUALS) return;
		this.at++;
		const node = this.node("init_declarator", start, 0);
		this.attach(node, name, "declarator");
		this.attach(node, this.initialValue(), "value");
		this.ends[node] = this.lastEnd;
		this.attach(declaration, node, "declarator");
	}

	private initialValue(): number {
		return this.kind() === OPEN_BRACE ? this.initializer() : this.expression();
	}

	private initializer(): number {
		const node = this.open("initializer_list");
		this.deeper();
		while (this.kind() !== CLOSE_BRACE) {
			this.attach(node, this.initializerItem(), "");
			if (this.kind() !== COMMA) break;
			this.at++;
		}
		this.expect(CLOSE_BRACE);
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	private initializerItem(): number {
		if (this.kind() === IDENTIFIER && this.kindAt(this.at + 1) === COLON)
			giveUp();
		if (this.kind() !== DOT && this.kind() !== OPEN_BRACKET)
			return this.initialValue();
		const node = this.node("initializer_pair", this.start, 0);
		while (this.kind() === DOT || this.kind() === OPEN_BRACKET)
			this.attach(node, this.designator(), "designator");
		this.expect(EQUALS);
		this.attach(node, this.initialValue(), "value");
		this.ends[node] = this.lastEnd;
		return node;
	}

	private designator(): number {
		if (this.kind() === DOT) {
			const node = this.open("field_designator");
			if (!this.isPlainName(this.at)) giveUp();
			this.attach(node, this.leaf("field_identifier"), "");
			this.ends[node] = this.lastEnd;
			return node;
		}
		const node = this.open("subscript_designator");
		this.attach(node, this.expression(), "");
		this.expect(CLOSE_BRACKET);
		this.ends[node] = this.lastEnd;
		return node;
	}

	private commaExpression(): number {
		const left = this.expression();
		if (this.kind() !== COMMA) return left;
		const node = this.node("comma_expression", this.starts[left] as number, 0);
		this.deeper();
		this.attach(node, left, "left");
		this.at++;
		this.attach(node, this.commaExpression(), "right");
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	/** Without a comma. */
	private expression(): number {
		const left = this.conditional();
		const kind = this.kind();
		if (kind !== EQUALS && kind !== ASSIGN_OPERATOR) return left;
		if (!targets.has(this.types[left] as string)) giveUp();
		const node = this.node(
			"assignment_expression",
			this.starts[left] as number,
			0,
		);
		this.deeper();
		this.attach(node, left, "left");
		this.attach(node, this.operator(), "operator");
		this.attach(node, this.expression(), "right");
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	private operator(): number {
		const { start } = this;
		return this.leaf(
			this.text.slice(start, this.tokens.ends[this.at] as number),
		);
	}

	private conditional(): number {
		const test = this.binary(1);
		if (this.kind() !== QUESTION) return test;
		const node = this.node(
			"conditional_expression",
			this.starts[test] as number,
			0,
		);
		this.deeper();
		this.attach(node, test, "condition");
		this.at++;
		if (this.kind() !== COLON)
			this.attach(node, this.commaExpression(), "consequence");
		this.expect(COLON);
		this.attach(node, this.conditional(), "alternative");
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	private binary(least: number): number {
		let left = this.unary();
		for (let count = 0; ; count++) {
			if (count > depthLimit) giveUp();
			const precedence = this.precedence();
			if (precedence < least) return left;
			const node = this.node(
				"binary_expression",
				this.starts[left] as number,
				0,
			);
			this.attach(node, left, "left");
			this.attach(node, this.operator(), "operator");
			this.deeper();
			this.attach(node, this.binary(precedence + 1), "right");
			this.depth--;
			this.ends[node] = this.lastEnd;
			left = node;
		}
	}

	/** Of the operator that stands here, 0 where none does. */
	private precedence(): number {
		switch (this.kind()) {
			case OR_OR:
				return 1;
			case AND_AND:
				return 2;
			case BAR:
				return 3;
			case CARET:
				return 4;
			case AMPERSAND:
				return 5;
			case COMPARE: {
				const first = this.text.charCodeAt(this.start);
				return first === LESS || first === GREATER ? 7 : 6;
			}
			case LESS:
			case GREATER:
				return 7;
			case SHIFT:
				return 8;
			case PLUS:
			case MINUS:
				return 9;
			case STAR:
			case SLASH:
			case PERCENT:
				return 10;
			default:
				return 0;
		}
	}

	private unary(): number {
		switch (this.kind()) {
			case NOT:
			case TILDE:
			case MINUS:
			case PLUS:
				return this.prefix("unary_expression");
			case STAR:
			case AMPERSAND:
				return this.prefix("pointer_expression");
			case INCREMENT:
			case DECREMENT:
				return this.prefix("update_expression");
			default:
				return this.postfix();
		}
	}

	private prefix(type: string): number {
		const node = this.node(type, this.start, 0);
		this.deeper();
		this.attach(node, this.operator(), "operator");
		const operand = this.unary();
		// The grammar gives `!left--` the meaning of `(!left)--`.
		if (
			type !== "pointer_expression" &&
			this.types[operand] === "update_expression"
		)
			giveUp();
		this.attach(node, operand, "argument");
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	private postfix(): number {
		let node = this.primary();
		for (let count = 0; ; count++) {
			if (count > depthLimit) giveUp();
			const inner = node;
			switch (this.kind()) {
				case OPEN_PAREN:
					node = this.around("call_expression", inner, "function");
					this.attach(node, this.callArguments(), "arguments");
					break;
				case OPEN_BRACKET:
					node = this.around("subscript_expression", inner, "argument");
					this.at++;
					this.attach(node, this.expression(), "index");
					this.expect(CLOSE_BRACKET);
					break;
				case DOT:
				case ARROW:
					node = this.around("field_expression", inner, "argument");
					this.attach(node, this.operator(), "operator");
					if (!this.isPlainName(this.at)) giveUp();
					this.attach(node, this.leaf("field_identifier"), "field");
					break;
				case INCREMENT:
				case DECREMENT:
					node = this.around("update_expression", inner, "argument");
					this.attach(node, this.operator(), "operator");
					this.ends[node] = this.lastEnd;
					if (isPostfix(this.kind())) giveUp();
					return node;
				default:
					return node;
			}
			this.ends[node] = this.lastEnd;
		}
	}

	private around(type: string, inner: number, field: string): number {
		const node = this.node(type, this.starts[inner] as number, 0);
		this.attach(node, inner, field);
		return node;
	}

	private callArguments(): number {
		const node = this.open("argument_list");
		this.deeper();
		if (this.kind() !== CLOSE_PAREN)
			for (;;) {
				const argument =
					this.kind() === OPEN_BRACE ? this.block() : this.expression();
				this.attach(node, argument, "");
				if (this.kind() !== COMMA) break;
				this.at++;
			}
		this.expect(CLOSE_PAREN);
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	private primary(): number {
		switch (this.kind()) {
			case IDENTIFIER:
				if (!this.isPlainName(this.at)) giveUp();
				if (primitiveTypes.has(this.nameAt(this.at))) giveUp();
				return this.leaf("identifier");
			case NUMBER:
				if (!plainNumber.test(this.tokenText())) giveUp();
				return this.leaf("number_literal");
			case CHARACTER:
				if (oddLiteral.test(this.tokenText())) giveUp();
				return this.leaf("char_literal");
			case STRING:
				return this.strings();
			case OPEN_PAREN: {
				const group = this.parenthesized();
				return this.kind() === OPEN_BRACE ? this.literal(group) : group;
			}
			default:
				return giveUp();
		}
	}

	private tokenText(): string {
		return this.text.slice(this.start, this.tokens.ends[this.at] as number);
	}

	private strings(): number {
		const { start } = this;
		const first = this.at;
		while (this.kind() === STRING) {
			if (oddLiteral.test(this.tokenText())) giveUp();
			this.at++;
		}
		return this.node(
			this.at === first + 1 ? "string_literal" : "concatenated_string",
			start,
			this.lastEnd,
		);
	}

	private parenthesized(): number {
		const node = this.node("parenthesized_expression", this.start, 0);
		this.deeper();
		this.expect(OPEN_PAREN);
		this.attach(
			node,
			this.kind() === OPEN_BRACE ? this.block() : this.commaExpression(),
			"",
		);
		this.expect(CLOSE_PAREN);
		this.depth--;
		this.ends[node] = this.lastEnd;
		return node;
	}

	/** `(type){ … }`: the normaliser has made one name of the type. */
	private literal(group: number): number {
		const name = this.children[group] as number;
		if (this.types[name] !== "identifier") giveUp();
		const node = this.node(
			"compound_literal_expression",
			this.starts[group] as number,
			0,
		);
		const type = this.node(
			"type_descriptor",
			this.starts[name] as number,
			this.ends[name] as number,
		);
		this.attach(node, type, "type");
		this.attach(node, this.initializer(), "value");
		this.ends[node] = this.lastEnd;
		return node;
	}
}

const intWord = keywordNumber("int");

function isPostfix(kind: number): boolean {
	return (
		kind === OPEN_PAREN ||
		kind === OPEN_BRACKET ||
		kind === DOT ||
		kind === ARROW ||
		kind === INCREMENT ||
		kind === DECREMENT
	);
}
