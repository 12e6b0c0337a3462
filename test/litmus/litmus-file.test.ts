import { expect, test } from "vitest";
import { groupCases } from "./litmus-cases.ts";
import { functionAt, parseLitmusFile } from "./litmus-file.ts";

const text = `// SPDX-License-Identifier: MIT
/*
 * about: The first sentence
 *        goes on here.
 * source: mm/gup.c
 * status: planned
 * kernel: 6.1
 * with: other.c
 */
struct thing {
	int x;
};

static int bad_one(struct thing *t,
		   int n)
{
	int ret = take(t, n); //~ site kind=pin flags="A | B" releases=none //~| acquired here

	if (ret)
		return ret;
	//~^ PF101 take
	return 0; //~ PF501
}

static const struct ops table = {
	.one = bad_one,
};

void good_two(void)
{
}
`;

const file = parseLitmusFile("leak/first.c", text);

test("reads the header, with continued lines", () => {
	expect(file).toMatchObject({
		about: "The first sentence goes on here.",
		source: "mm/gup.c",
		status: "planned",
		kernel: "6.1",
		companions: ["other.c"],
		isPart: false,
		expectsNone: false,
		problems: [],
	});
});

test("reads markers on the line and above it, several on one line", () => {
	expect(file.findings).toEqual([
		{ line: 20, code: "PF101", fragment: "take" },
		{ line: 22, code: "PF501", fragment: "" },
	]);
	expect(file.notes).toEqual([{ line: 17, fragment: "acquired here" }]);
	expect(file.sites).toEqual([
		{
			line: 17,
			facts: new Map([
				["kind", "pin"],
				["flags", "A | B"],
				["releases", "none"],
			]),
		},
	]);
});

test("knows functions, and which lines belong to none", () => {
	expect(file.functions).toEqual([
		{ name: "bad_one", firstLine: 14, lastLine: 23 },
		{ name: "good_two", firstLine: 29, lastLine: 31 },
	]);
	expect(functionAt(file, 20)?.name).toBe("bad_one");
	expect(functionAt(file, 26)).toBeNull();
});

test("a case is a file with the companions of its folder", () => {
	const other = parseLitmusFile(
		"leak/other.c",
		"/*\n * part-of: first.c\n */\n",
	);
	const cases = groupCases([file, other]);
	expect(cases.map(({ name, files }) => [name, files.length])).toEqual([
		["leak/first", 2],
	]);
});
