import { describe, expect, test } from "vitest";
import { joinTexts } from "#csource/joined-text.ts";
import { asWritten, localNames, withOwnNames } from "#csource/local-names.ts";

const header = { path: "a.h", text: "int shared(void);\n" };
const file = {
	path: "a.c",
	text: "static int helper(void)\n{\n\treturn 1;\n}\nint f(void)\n{\n\treturn helper();\n}\n",
};
const other = {
	path: "b.c",
	text: "#define SIZE 2\nstatic int helper(int x)\n{\n\treturn x;\n}\nint g(void)\n{\n\treturn helper(SIZE) + shared();\n}\n",
};

describe("joinTexts", () => {
	const joined = joinTexts([header], file, [other]);

	test("keeps every offset, and tells where it is", () => {
		const at = joined.text.indexOf("int g(void)");
		expect(joined.placeOf(at)).toEqual({ file: "b.c", line: 6, column: 1 });
		expect(joined.placeOf(0)).toEqual({ file: "a.h", line: 1, column: 1 });
		expect(joined.text.slice(joined.own.start, joined.own.end)).toBe(file.text);
		expect(joined.seeds).toEqual({ start: 0, end: joined.own.end });
	});

	test("static functions of two files stay apart; shared names do not", () => {
		const text = joined.text.slice(joined.own.end);
		expect(text).not.toContain("helper(");
		expect(text).toContain("shared()");
		expect(asWritten(text).trim()).toBe(other.text.trim());
	});

	test("a name that only one file has is left alone", () => {
		expect(joined.text).toContain("SIZE");
	});

	test("a header's inline functions are everybody's", () => {
		const inline = {
			path: "c.h",
			text: "static inline int shared(void) { return 0; }\n",
		};
		expect(joinTexts([], inline, [other]).text).toContain("shared();");
	});
});

test("localNames finds static functions, variables and macros", () => {
	const found = localNames(
		"#define A 1\nstatic int\nf(void)\n{\n\tstatic int inner;\n}\nstatic struct page **pages;\nstatic DEFINE_MUTEX(m);\nint g(void) { }\n",
	);
	expect([...found]).toEqual(["A", "f", "pages"]);
});

test("withOwnNames changes whole names only, keeps every offset, and can be undone", () => {
	const text = "foo(foobar, x_foo, foo); /* foo */ bar";
	const changed = withOwnNames(text, new Set(["foo", "bar", "1st"]), 3);
	expect(changed).toHaveLength(text.length);
	expect(asWritten(changed)).toBe(text);
	expect(changed.match(/\w+/g)).toEqual([
		"oo",
		"foobar",
		"x_foo",
		"oo",
		"oo",
		"ar",
	]);
});
