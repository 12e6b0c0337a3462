// C as a user would rather not meet it, given to the real engine from outside: no stack trace, no hang, and where a
// function could not be read, it says so.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckResult } from "#findings/check-result.ts";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "./fake/fake-pinfold.ts";

const leak = `static int grab(unsigned long addr)
{
	struct page *pages[16];
	int got = pin_user_pages_fast(addr, 16, 0, pages);

	if (got < 0)
		return got;
	if (got < 16)
		return -EFAULT;
	unpin_user_pages(pages, got);
	return 0;
}
`;

function check(content: string | Buffer): CheckResult {
	const folder = makeFolder({ "a.c": content });
	const run = runPinfold(bundle, [
		...["check", join(folder, "a.c")],
		...["--format", "json", "--all"],
	]);
	expect(run.stderr).toBe("");
	expect([0, 1]).toContain(run.status);
	return JSON.parse(run.stdout);
}

const deep = 100_000;
const call = "pin_user_pages(a, 1, 0, pages)";

describe("hostile source", () => {
	test.each([
		["CRLF", leak.replaceAll("\n", "\r\n")],
		["Latin-1", Buffer.from(`/* Gr\u00fc\u00dfe */ ${leak}`, "latin1")],
		["UTF-8 with a byte order mark", `\ufeff${leak}`],
	])("%s changes neither sites nor findings", (_, content) => {
		const plain = check(leak);
		expect(plain.findings.map(({ code, line }) => [code, line])).toEqual([
			["PF102", 9],
		]);
		const lines = ({ sites, findings }: CheckResult) =>
			[...sites, ...findings].map(({ line }) => line);
		expect(lines(check(content))).toEqual(lines(plain));
	});

	test.each([
		["parentheses", `f(${"(".repeat(deep)}1${")".repeat(deep)});`],
		["open parentheses", `f(${"(".repeat(deep)}`],
		["braces", `${"{".repeat(deep)}${"}".repeat(deep)}`],
		["ifs", `${"if (a) ".repeat(20_000)}return 1;`],
		["additions", `return ${"a + ".repeat(deep)}1;`],
	])(
		"nested deep, %s: the function is damaged, its site is kept",
		(_, text) => {
			const result = check(`int f(int a)\n{\n\t${call};\n\t${text}\n}\n`);
			expect(result.stats.damagedFunctions).toBe(1);
			for (const site of result.sites) expect(site.damage).not.toEqual([]);
		},
	);

	test("a file cut in the middle of a function", () => {
		const result = check(leak.slice(0, leak.indexOf("return -EFAULT")));
		expect(result.stats.damagedFunctions).toBe(1);
		expect(result.sites).toHaveLength(1);
		expect(result.sites[0]?.damage).not.toEqual([]);
	});

	test.each([
		["a string of 3 MB", `int f(int a) { ${call}; g("${"x".repeat(3e6)}"); }`],
		["a string that never ends", `int f(int a) { ${call}; g("xx`],
		[
			"a comment that never ends",
			`int f(int a) { ${call}; /* ${"x".repeat(3e6)}`,
		],
		[
			"a directive that never ends",
			`#define f \\\n${"x \\\n".repeat(10_000)}${call}`,
		],
		["unbalanced #if", `#if A\n#if B\n#else\n${leak}`],
		["#endif without #if", `#endif\n#else\n${leak}#endif`],
		["no C at all", `${call} ) } ; ] ' " @ $ \` \u0001 \u001b`],
	])("%s", (_, content) => {
		expect(check(content).stats.filesSearched).toBe(1);
	});
});
