import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#csource/parser.ts";
import type { FunctionSyntax } from "#csource/syntax.ts";
import { loadParser, parseBody, viewOf } from "./parse.ts";
import { printBlock } from "./print.ts";

let parser: CParser;
beforeAll(async () => {
	parser = await loadParser();
});

function parseAll(text: string): FunctionSyntax[] {
	const view = viewOf(text);
	return view.functions.map((outline) => parser.parseFunction(view, outline));
}

describe("what cannot be read", () => {
	test("is reported, and the statements around it are kept", () => {
		const { body, damage } = parseBody(
			parser,
			"ret = get_user_pages(1);\nif ( DEB( debugging || ) !x)\n\tf();\nput_page(p);",
		);
		expect(damage.length).toBeGreaterThan(0);
		const printed = printBlock(body);
		expect(printed).toContain("get_user_pages(1)");
		expect(printed).toContain("put_page(p)");
	});

	test("a function that the end of the file cuts off is damaged but read", () => {
		const [f] = parseAll("int f(void)\n{\n\tn = pin_user_pages(1);\n\tif (n");
		expect(f?.damage.length).toBeGreaterThan(0);
		expect(
			printBlock(f?.body ?? { kind: "block", body: [], start: 0, end: 0 }),
		).toContain("pin_user_pages(1)");
	});

	test.each([
		["parentheses", "(".repeat(100_000), ")".repeat(100_000)],
		["blocks", "{".repeat(10_000), "}".repeat(10_000)],
		["blocks that are not closed", "{".repeat(10_000), ""],
		["if without end", "if (a) ".repeat(5_000), ";"],
		["else if without end", "if (a) b(); else ".repeat(5_000), ";"],
		["a long sum", "x = ", `${"a + ".repeat(20_000)}a;`],
		["many stars", "x = ", `${"*".repeat(20_000)}a;`],
		["choices without end", "x = ", `${"a ? b : ".repeat(5_000)}a;`],
		["subscripts without end", "a", `${"[0]".repeat(20_000)};`],
		[
			"statement expressions",
			"x = ".concat("({ ".repeat(3_000)),
			"1; })".repeat(3_000),
		],
	])(
		"%s nested beyond reason neither hang nor overflow",
		(_, opening, closing) => {
			const started = performance.now();
			const { damage, body } = parseBody(
				parser,
				`first();\n${opening}${closing}`,
			);
			expect(performance.now() - started).toBeLessThan(5_000);
			expect(damage.length).toBeGreaterThan(0);
			expect(damage.some(({ text }) => /deep/.test(text))).toBe(true);
			expect(JSON.stringify(body).length).toBeGreaterThan(0);
		},
	);

	test("damage lies inside the function, in order; no text makes the parser throw", () => {
		const piece = fc.constantFrom(
			"if (a)",
			"for_each_x(a, b)",
			"{",
			"}",
			"(",
			")",
			"[",
			"]",
			";",
			",",
			"a",
			"get_user_pages(1, p)",
			"struct foo *",
			"=",
			"->",
			"&&",
			"case 1:",
			"l:",
			"goto",
			"sizeof(",
			"asm volatile(",
			'"s"',
			"'c'",
			"#if X",
			"else",
			"do",
			"while",
			"__free(x)",
			"...",
			"?",
			"typeof(a)",
			"return",
			"_Generic(",
			"uninitialized_var(x)",
			"/*",
			"*/",
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				const text = `int f(int a)\n{\n${pieces.join(" ")}\n}\nint g(void)\n{\n}\n`;
				for (const { start, end, damage, body } of parseAll(text)) {
					let before = start;
					for (const part of damage) {
						expect(part.start).toBeGreaterThanOrEqual(before);
						expect(part.end).toBeLessThanOrEqual(end);
						expect(part.text.length).toBeGreaterThan(0);
						before = part.start;
					}
					expect(printBlock(body)).toBeTypeOf("string");
				}
			}),
			{ numRuns: 400 },
		);
	});
});
