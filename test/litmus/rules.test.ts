import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codes } from "#findings/codes.ts";
import { readLitmusFiles, repositoryRoot } from "./litmus-cases.ts";
import { parseLitmusFile } from "./litmus-file.ts";
import {
	breachesOfCompanions,
	breachesOfFile,
	uncoveredCodes,
} from "./litmus-rules.ts";

const files = readLitmusFiles();

describe("the litmus files keep the rules of litmus/README.md", () => {
	test.each(files)("$path", (file) => {
		expect(breachesOfFile(file)).toEqual([]);
	});

	test("companions and the files that name them fit", () => {
		expect(breachesOfCompanions(files)).toEqual([]);
	});

	test("the README names the number of known misses", () => {
		const readme = join(repositoryRoot, "README.md");
		const said = existsSync(readme)
			? /(\d+) known misses/.exec(readFileSync(readme, "utf8"))?.[1]
			: undefined;
		const known = files.filter(({ status }) => status === "known-miss");
		if (said !== undefined) expect(Number(said)).toBe(known.length);
		expect(known.length).toBeGreaterThan(0);
	});

	test("every code is shown in a bad function beside a good near miss", () => {
		const ofTheCode = codes.filter((entry) => entry.class !== "suppression");
		expect(uncoveredCodes(ofTheCode, files)).toEqual([]);
	});
});

describe("the rules notice", () => {
	const header = "/*\n * about: x\n * source: y\n * status: active\n */\n";
	const breaches = (body: string, head = header, path = "a/b.c"): string[] =>
		breachesOfFile(parseLitmusFile(path, head + body));

	test("a bad function without a marker", () => {
		const body =
			"int bad_one(void)\n{\n\treturn 1; //~ PF101\n}\n\nint bad_two(void)\n{\n\treturn 1;\n}\n";
		expect(breaches(body)).toEqual(["bad_two() has no finding marker"]);
	});

	test("a marker inside a good function, outside of any, and with a code that does not exist", () => {
		const body =
			"int x; //~ PF101\nint good_one(void)\n{\n\treturn 1; //~ PF101\n}\nint other(void)\n{\n\treturn 1; //~ PF999\n}\n";
		expect(breaches(body)).toEqual([
			"line 6: the marker lies in no function",
			"line 9: a finding is expected inside good_one()",
			"line 13: PF999 is not in src/findings/codes.ts",
		]);
	});

	test("a file without markers that does not say so, and one that says so but has some", () => {
		const good = "int good_one(void)\n{\n\treturn 1;\n}\n";
		const bad = "int bad_one(void)\n{\n\treturn 1; //~ PF101\n}\n";
		const none = header.replace(" */", " * expect: none\n */");
		expect(breaches(good)).toHaveLength(1);
		expect(breaches(good, none)).toEqual([]);
		expect(breaches(bad, none)).toHaveLength(1);
	});

	test("a missing tag, a marker that cannot be read, a known miss in the wrong folder", () => {
		expect(breaches("int x;\n", "/*\n * about: x\n */\n")).toContain(
			"header lacks source:",
		);
		expect(breaches("int x; //~ site colour=red\n")).toContain(
			"line 6: cannot read marker //~ site colour=red",
		);
		expect(breaches("int x;\n", header, "known-miss/b.c")).toContain(
			"known-miss/ and status: known-miss go together",
		);
	});

	test("a companion that is missing, and one that nobody names", () => {
		const main = parseLitmusFile(
			"a/main.c",
			header.replace(" */", " * with: lost.c\n */"),
		);
		const part = parseLitmusFile("a/part.c", "/*\n * part-of: main.c\n */\n");
		expect(breachesOfCompanions([main, part])).toEqual([
			"a/lost.c is named by with: but is no companion file",
			"a/part.c is a companion that no file names",
		]);
	});

	test("a code that no file shows", () => {
		expect(uncoveredCodes(codes.slice(0, 1), [])).toEqual(["PF101"]);
	});
});
