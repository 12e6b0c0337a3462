import { describe, expect, test } from "vitest";
import { type Declaration, declarationsOf } from "../../tools/c-declaration.ts";

function kinds(text: string, symbol = "take_pages"): string[] {
	return declarationsOf(text, symbol).map(
		(one: Declaration) => `${one.kind}/${one.parameters}`,
	);
}

describe("declarationsOf finds", () => {
	test.each([
		["long take_pages(unsigned long start, int n);", ["function/2"]],
		["extern void take_pages(void);", ["function/0"]],
		[
			"static inline struct page *\ntake_pages(struct mm *mm)\n{",
			["function/1"],
		],
		[
			"int (x);\nbool take_pages(int (*fn)(int, int), int n)\n{",
			["function/2"],
		],
		["#ifdef CONFIG_X\nint take_pages(int a)\n{", ["function/1"]],
		["#define take_pages(a, b) other(a)", ["macro/2"]],
		["# define\ttake_pages other", ["macro/null"]],
		["enum {\n\ttake_pages = 1 << 3,\n};", ["constant/null"]],
		["struct take_pages {", ["struct/null"]],
	])("%j", (text, expected) => {
		expect(kinds(text)).toEqual(expected);
	});

	test("generated page flag setters", () => {
		const flags =
			"#define X(u, l) SetPage##u folio_set_##l\nPAGEFLAG(Dirty, dirty, PF_HEAD)\n";
		expect(kinds(flags, "SetPageDirty")).toEqual(["generated/1"]);
		expect(kinds(flags, "folio_set_dirty")).toEqual(["generated/1"]);
		expect(kinds(flags, "SetPageLocked")).toEqual([]);
		expect(kinds("PAGEFLAG(Dirty, dirty, PF_HEAD)", "folio_set_dirty")).toEqual(
			[],
		);
	});
});

describe("declarationsOf does not take for a declaration", () => {
	test.each([
		["a call", "int f(void)\n{\n\treturn take_pages(1, 2);\n}"],
		["a call as statement", "void f(void)\n{\n\ttake_pages(1, 2);\n}"],
		["an assigned call", "void f(void)\n{\n\tint n = take_pages(1);\n}"],
		["a call through a member", "void f(void)\n{\n\tops->take_pages(1);\n}"],
		["a comment", "/* long take_pages(int a); */"],
		["a line comment", "// long take_pages(int a);"],
		["a longer name", "long take_pages_fast(int a);"],
		["another prefix", "long __take_pages(int a);"],
		["an argument", "long f(int take_pages, int b);"],
		["an export", "EXPORT_SYMBOL(take_pages);"],
	])("%s", (_what, text) => {
		expect(kinds(text)).toEqual([]);
	});
});
