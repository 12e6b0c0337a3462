// What is read without the grammar reads as the grammar reads it; what is not sure is left to the grammar.

import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#csource/parser.ts";
import { parsePlainBody } from "#csource/plain-parser.ts";
import { loadParser, parseBody } from "./parse.ts";

const head = "void f()";

function isPlain(body: string): boolean {
	return parsePlainBody(`${head}{ ${body} }`, head.length) !== null;
}

const plain = [
	"",
	";",
	"x = a + b * c - d / e % g;",
	"x = a << 2 | b & ~c ^ d && e || !g;",
	"x = a < b == c >= d;",
	"a = b = c;",
	"*p++ = -1, q = - 1;",
	"x = a ? b : c ? d : e;",
	"x = a ?: b;",
	"if (a) b(); else if (c) d(); else { e(); }",
	"while (*p) p++;",
	"do { x--; } while (--n > 0);",
	"do x--; while (0);",
	"for (i = 0, j = 1; i < n; i++, j--) f(i);",
	"for (;;) break;",
	"for (int i = 0; i < n; i++) continue;",
	"for (struct foo *p = a; p; p = p->next) g(p);",
	"switch (x) { case 1: case 2: f(); break; case 3 ... 5: { g(); } default: h(); }",
	"switch (x) { case A: lock: f(); }",
	"again: x = 1; goto again;",
	"out: return;",
	"return a, b;",
	"int a, *b = NULL, c[4] = { 1, 2, [3] = 4 }, d = 5;",
	'static const char *const names[] = { "a" "b", "c" };',
	"unsigned long long x = 1; unsigned y = 2; long int z = 3;",
	"struct foo s = { .a = 1, .b.c = { 2, 3 }, };",
	"struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);",
	"foo *p; foo **q = &p; foo r[3];",
	"size_t n = 4; u64 m = (u64)n << 3;",
	"x = (struct foo){ .a = 1 }.a;",
	"x = ({ int y = f(); y + 1; });",
	"f(a, ({ g(); }), &b->c[1].d, \"s\", 'c', '\\n', 0x1fUL);",
	"(*ops->fn)(a)(b)[1]->c.d++;",
	"list_for_each_entry(p, &head, list) { f(p); }",
	"list_for_each_entry(p, &head, list) f(p);",
	"x = container_of(p, struct foo, member);",
	"if (unlikely(!p && IS_ERR(q)))\n\treturn -EINVAL;",
	"x = (int)-1; y = (a) - 1; z = (char *)p + 1;",
	'asm volatile("nop" : : "r" (x) : "memory");',
	"struct foo *p __free(kfree) = NULL;",
];

const unsure = [
	// The grammar reads (!left)--.
	"if (!left--) f();",
	"x = sizeof x;",
	"int (*fn)(int) = g;",
	"struct { int a; } s;",
	"a * f(x);",
	"x = a + b = c;",
	"if (a) int b;",
	"f(a;",
	"x = 1 2;",
	"if (a) case 1: f();",
	'x = "\\x41";',
	"f(typedef);",
	"x = int;",
	"y = bool;",
	"} {",
];

describe("the reader of plain bodies", () => {
	let fast: CParser;
	let byGrammar: CParser;

	beforeAll(async () => {
		fast = await loadParser();
		byGrammar = await loadParser({ alwaysByGrammar: true });
	});

	test.each(plain)("reads as the grammar does: %s", (body) => {
		const expected = parseBody(byGrammar, body);
		expect(expected.damage).toEqual([]);
		expect(parseBody(fast, body)).toEqual(expected);
	});

	test.each(unsure)("leaves to the grammar: %s", (body) => {
		expect(isPlain(body)).toBe(false);
	});

	test.each(unsure)("what is left to the grammar is read by it: %s", (body) => {
		expect(parseBody(fast, body)).toEqual(parseBody(byGrammar, body));
	});

	test("a plain body is read without the grammar", () => {
		for (const body of ["f(a);", "struct foo *p = q; return p ? 1 : -2;"])
			expect(isPlain(body)).toBe(true);
	});

	test("deep nesting is left to the grammar, which cuts it off", () => {
		expect(isPlain(`x = ${"(".repeat(300)}1${")".repeat(300)};`)).toBe(false);
		expect(isPlain(`x = ${"1 + ".repeat(500)}1;`)).toBe(false);
		expect(isPlain(`x = a${"[0]".repeat(500)};`)).toBe(false);
		expect(isPlain(`${"if (a) ".repeat(300)}b();`)).toBe(false);
	});
});
