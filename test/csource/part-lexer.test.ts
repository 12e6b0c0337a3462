// Tokens that are put together from parts are those of the whole text.

import { describe, expect, test } from "vitest";
import { type JoinedText, joinTexts } from "#csource/joined-text.ts";
import { lex } from "#csource/lexer.ts";
import { PartLexer } from "#csource/part-lexer.ts";
import { type LexedText, spelling } from "#csource/tokens.ts";

const file = {
	path: "a.c",
	text: "#include <x.h>\nint f(void) { return 1; }\n",
};
const other = {
	path: "b.c",
	text: "/* b */\nstatic int g(void)\n{\n\treturn f(); // called\n}\n",
};
const header = { path: "h.h", text: "#define N \\\n 3\nint f(void);\n" };

function described(lexed: LexedText) {
	const { count, kinds, starts, ends, directives, comments } = lexed;
	return {
		count,
		kinds: [...kinds],
		starts: [...starts],
		ends: [...ends],
		names: [...kinds].map((_, index) => spelling(lexed, index)),
		directives,
		comments,
	};
}

function expectSame(lexer: PartLexer, joined: JoinedText): void {
	expect(described(lexer.lex(joined))).toEqual(described(lex(joined.text)));
}

describe("PartLexer", () => {
	test("reads a text that grows as a whole", () => {
		const lexer = new PartLexer();
		expectSame(lexer, joinTexts([], file, []));
		expectSame(lexer, joinTexts([], file, [other]));
		expectSame(lexer, joinTexts([], file, [other, header]));
	});

	test("moves a part that has come to stand elsewhere", () => {
		const lexer = new PartLexer();
		expectSame(lexer, joinTexts([], file, [other]));
		expectSame(lexer, joinTexts([header], file, [other]));
	});

	test("reads a part again whose names were changed", () => {
		const lexer = new PartLexer();
		expectSame(lexer, joinTexts([], file, [other]));
		const third = { path: "c.c", text: "int h(void) { return g(); }\n" };
		expectSame(lexer, joinTexts([], file, [other, third]));
	});

	test.each([
		"int a; /* never closed\n",
		"#define A \\\n",
		"#define A \\\r\n",
		"int a",
		"// goes on \\\n",
		'char *s = "open\n',
		"",
		"\n",
	])("a part that ends with %j", (text) => {
		const open = { path: "open.c", text };
		const lexer = new PartLexer();
		expectSame(lexer, joinTexts([], open, []));
		expectSame(lexer, joinTexts([], file, [open, other]));
		expectSame(lexer, joinTexts([open], file, [other]));
	});
});
