import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "#csource/lexer.ts";

function spellings(text: string): string[] {
	const { count, starts, ends } = lex(text);
	return Array.from({ length: count }, (_, index) =>
		text.slice(starts[index], ends[index]),
	);
}

describe("lexer", () => {
	test("splits code into the tokens of C", () => {
		expect(spellings("a->b++ <<= 0x1fUL ... 1.5e-3f != 'x'")).toEqual([
			"a",
			"->",
			"b",
			"++",
			"<<=",
			"0x1fUL",
			"...",
			"1.5e-3f",
			"!=",
			"'x'",
		]);
	});

	test("a hexadecimal number ends before a sign, 0x1e-3 is a difference", () => {
		expect(spellings("0x1e-3 0x1p-3 1e+3")).toEqual([
			"0x1e",
			"-",
			"3",
			"0x1p-3",
			"1e+3",
		]);
	});

	test("comments and directives are no tokens", () => {
		const text = `a /* b
*/ c // d \\
 still a comment
#define X(a) "/*" \\
	a /* over
two lines */ more
e "/* f */" '"'
`;
		const lexed = lex(text);
		expect(spellings(text)).toEqual(["a", "c", "e", '"/* f */"', "'\"'"]);
		expect(lexed.comments).toHaveLength(4);
		expect(lexed.directives).toHaveLength(1);
		expect(
			text.slice(lexed.directives[0]?.start, lexed.directives[0]?.end),
		).toMatch(/^#define[\s\S]*more$/);
	});

	test("an apostrophe in #error opens nothing", () => {
		expect(spellings("#error don't\nint x;\n")).toEqual(["int", "x", ";"]);
	});

	test("a backslash at the end of a line joins it, with either kind of line end", () => {
		expect(spellings("a \\\r\nb \\\nc")).toEqual(["a", "b", "c"]);
		expect(lex("#define A \\\r\n 1\r\nb").count).toBe(1);
	});

	test.each([
		["an unclosed comment", "a /* b", ["a"]],
		["an unclosed string ends at its line", 'a "b\nc', ["a", '"b', "c"]],
		["an unclosed character", "a 'b\nc", ["a", "'b", "c"]],
		["a backslash at the end", "a \\", ["a"]],
		["a directive at the end", "a\n#define \\", ["a"]],
	])("%s", (_, text, expected) => {
		expect(spellings(text)).toEqual(expected);
	});

	test("equal names have equal numbers, others not", () => {
		const words = Array.from(
			{ length: 3000 },
			(_, index) => `name${index % 1500}`,
		);
		const { symbols, names } = lex(words.join(" "));
		words.forEach((word, index) => {
			expect(names[symbols[index] ?? 0]).toBe(word);
		});
		expect(new Set(symbols).size).toBe(1500);
	});

	test("tokens of any text are in order, apart and inside; nothing throws", () => {
		const text = fc.oneof(
			fc.string({ unit: "binary", maxLength: 300 }),
			fc
				.array(
					fc.constantFrom(
						"/*",
						"*/",
						"//",
						'"',
						"'",
						"\\",
						"\n",
						"\r",
						"#",
						"(",
						"a",
						"0x",
						".",
						"é",
					),
					{
						maxLength: 60,
					},
				)
				.map((parts) => parts.join("")),
		);
		fc.assert(
			fc.property(text, (input) => {
				const { count, starts, ends, directives, comments } = lex(input);
				let before = 0;
				for (let index = 0; index < count; index++) {
					expect(starts[index]).toBeGreaterThanOrEqual(before);
					expect(ends[index]).toBeGreaterThan(starts[index] ?? 0);
					before = ends[index] ?? 0;
				}
				expect(before).toBeLessThanOrEqual(input.length);
				for (const { start, end } of directives) {
					expect(end).toBeGreaterThan(start);
					expect(end).toBeLessThanOrEqual(input.length);
				}
				expect(comments.length % 2).toBe(0);
			}),
			{ numRuns: 500 },
		);
	});
});
