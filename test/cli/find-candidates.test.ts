import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCandidates } from "#cli/find-candidates.ts";
import { sortInputPaths } from "#cli/input-paths.ts";
import { locateRipgrep } from "#cli/locate-ripgrep.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const ripgrep = await locateRipgrep();
const needles = [
	"pin_user_pages",
	"get_user_pages",
	"pin_user_pages_fast",
	"a+b(c",
];

const tree = makeFolder({
	"b.c": "x = pin_user_pages_fast(1);\n",
	"a.h": "#define PIN get_user_pages\n",
	"regexp.c": "a+b(c",
	"not-a-regexp.c": "aab(c",
	"upper.c": "PIN_USER_PAGES",
	"none.c": "int main;\n",
	"other.txt": "pin_user_pages",
	"cpp.cc": "pin_user_pages",
	"deep/er/c.c": "pin_user_pages",
	"deep/-dash.c": "pin_user_pages",
	"deep/new\nline.c": "pin_user_pages",
	"deep/ünicode.c": "pin_user_pages",
	".hidden.c": "pin_user_pages",
	".pc/backup.c": "pin_user_pages",
	".gitignore": "ignored.c\n",
	".git/config": "",
	"ignored.c": "pin_user_pages",
	"binary.c": Buffer.from("\0\0pin_user_pages\0"),
	"utf16.c": Buffer.from("\ufeffpin_user_pages", "utf16le"),
	"latin1.c": Buffer.from("/* \u00fc */ pin_user_pages", "latin1"),
	"crlf.c": "a\r\npin_user_pages\r\n",
	"empty.c": "",
});
symlinkSync("b.c", join(tree, "link.c"));
symlinkSync(".", join(tree, "deep", "loop"));
symlinkSync("gone", join(tree, "dangling.c"));

function find(paths: readonly string[], program: string | null) {
	return findCandidates(sortInputPaths(paths), {
		needles,
		ripgrep: program,
		signal: new AbortController().signal,
	});
}

describe("findCandidates", () => {
	test("finds the .c and .h files with one of the words, sorted", async () => {
		expect(await find([tree], null)).toEqual({
			candidates: [
				"a.h",
				"b.c",
				"binary.c",
				"crlf.c",
				"deep/-dash.c",
				"deep/er/c.c",
				"deep/new\nline.c",
				"deep/ünicode.c",
				"ignored.c",
				"latin1.c",
				"regexp.c",
			],
			filesSearched: 16,
			skips: [],
			lenders: new Map(),
		});
	});

	test("finds those that call it by the name of a header", async () => {
		const lending = makeFolder({
			"inc/compat.h":
				"#define DRV_PIN(a, n, p) \\\n\tpin_user_pages_fast(a, n, 0, p)\n#define DRV_TAKE DRV_PIN\n",
			"old/inc/compat.h": "#define DRV_PIN get_user_pages_fast\n",
			"core/main.c": "n = DRV_TAKE(addr, 4, pages);\n",
			"old/core/main.c": "n = DRV_PIN(addr, 4, 0, pages);\n",
			"core/other.c": "n = MY_DRV_PIN(addr, 4, pages);\n",
		});
		for (const program of new Set([null, ripgrep])) {
			const { candidates, lenders } = await find([lending], program);
			expect(candidates).toEqual([
				"core/main.c",
				"inc/compat.h",
				"old/core/main.c",
				"old/inc/compat.h",
			]);
			expect(lenders).toEqual(
				new Map([
					["core/main.c", ["inc/compat.h"]],
					["old/core/main.c", ["old/inc/compat.h"]],
				]),
			);
		}
	});

	test.skipIf(ripgrep === null)(
		"ripgrep and the search in Node agree",
		async () => {
			for (const paths of [
				[tree],
				[join(tree, "deep")],
				[join(tree, "deep"), join(tree, "none.c"), join(tree, "other.txt")],
				[join(tree, ".pc")],
				[join(tree, ".pc"), join(tree, "deep"), join(tree, ".hidden.c")],
				[join(tree, "link.c")],
			])
				expect(await find(paths, ripgrep)).toEqual(await find(paths, null));
		},
	);

	test("a file that was named is a candidate whatever is in it", async () => {
		const found = await find(
			[join(tree, "none.c"), join(tree, "other.txt")],
			ripgrep,
		);
		expect(found.candidates).toEqual(["none.c", "other.txt"]);
		expect(found.filesSearched).toBe(2);
	});

	test("a file named beside its folder counts once", async () => {
		const alone = await find([tree], ripgrep);
		const twice = await find([tree, join(tree, "none.c")], ripgrep);
		expect(twice.filesSearched).toBe(alone.filesSearched);
		expect(twice.candidates).toEqual([...alone.candidates, "none.c"].sort());
	});

	test("without a ripgrep that works, Node searches", async () => {
		expect(await find([tree], "/bin/false")).toEqual(await find([tree], null));
		expect(await find([tree], "/nowhere/rg")).toEqual(await find([tree], null));
	});

	test.each([
		["ripgrep or Node", ripgrep],
		["Node", null],
	])("an aborted search by %s ends without a result", async (_, program) => {
		await expect(
			findCandidates(sortInputPaths([tree]), {
				needles,
				ripgrep: program,
				signal: AbortSignal.abort(),
			}),
		).rejects.toThrow("aborted");
	});
});
