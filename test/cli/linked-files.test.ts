// Files that are read together, from outside, with the real engine and its cache.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundle } from "../../tools/build.mjs";
import { litmusFolder } from "../litmus/litmus-cases.ts";
import { makeFolder, runPinfold } from "./fake/fake-pinfold.ts";

const read = (name: string): string =>
	readFileSync(join(litmusFolder, "across-files", name), "utf8");

const acquire = read("acquire.c");
const leaking = read("release.c");
const releasing = leaking.replace(
	"\tkvfree(c->pages);",
	"\tunpin_user_pages(c->pages, c->nr);\n\tkvfree(c->pages);",
);

function driver(release: string): string {
	return makeFolder({
		"acquire.c": acquire,
		"release.c": release,
		"parcel.h": read("parcel.h"),
	});
}

function check(cwd: string, ...args: string[]) {
	const cache = join(cwd, ".cache");
	const run = runPinfold(
		bundle,
		["check", "--kernel", "6.12", "--format", "json", ...args],
		{ cwd, env: { XDG_CACHE_HOME: cache } },
	);
	const { stats, ...result } = JSON.parse(run.stdout);
	return {
		text: JSON.stringify(result),
		leaks: result.findings
			.filter(({ code }: { code: string }) => code.startsWith("PF1"))
			.map(
				(found: { file: string; function: string; code: string }) =>
					`${found.file} ${found.function} ${found.code}`,
			),
		searched: stats.filesSearched,
	};
}

const leak = ["acquire.c bad_crate_fill PF103"];

describe("a call under the name that a header gives it", () => {
	const lending = (): string =>
		makeFolder({
			"inc/compat.h": "#define DRV_PIN pin_user_pages_fast\n",
			"drv/main.c": `#include "common.h"
int grab(unsigned long addr, struct page **pages, int ready)
{
	int n = DRV_PIN(addr, 4, 0, pages);

	if (n != 4)
		return -EFAULT;
	if (!ready)
		return -EBUSY;
	unpin_user_pages(pages, n);
	return 0;
}
`,
		});

	test("is followed, and judged anew when the header changes", () => {
		const folder = lending();
		const { leaks, text } = check(folder);
		expect(leaks).toContain("drv/main.c grab PF101");
		expect(check(folder).text).toBe(text);
		writeFileSync(
			join(folder, "inc/compat.h"),
			"#define DRV_PIN(a, n, f, p) (0)\n/* pin_user_pages_fast */\n",
		);
		expect(check(folder).leaks).toEqual([]);
	});
});

describe("a release in another file", () => {
	test("is found, and its loss is", () => {
		expect(check(driver(leaking)).leaks).toEqual(leak);
		expect(check(driver(releasing)).leaks).toEqual([]);
	});

	test("by any number of workers", () => {
		const folder = driver(leaking);
		const one = check(folder, "--no-cache", "--workers", "1").text;
		expect(check(folder, "--no-cache", "--workers", "2").text).toBe(one);
	});

	test("a file that is only named is read with those around it", () => {
		expect(check(driver(leaking), "acquire.c").leaks).toEqual(leak);
	});

	test("the cache forgets what it knew when the other file changes, also at the same size and time", () => {
		const folder = driver(releasing);
		expect(check(folder).leaks).toEqual([]);
		expect(check(folder).leaks).toEqual([]);
		const blank = releasing.replace(
			"\tunpin_user_pages(c->pages, c->nr);\n\tkvfree(c->pages);",
			`\t${" ".repeat(34)}\n\tkvfree(c->pages);`,
		);
		expect(blank.length).toBe(releasing.length);
		writeFileSync(join(folder, "release.c"), blank);
		expect(check(folder).leaks).toEqual(leak);
		writeFileSync(join(folder, "release.c"), releasing);
		expect(check(folder).leaks).toEqual([]);
	});

	test("a change is judged with the other files as it leaves them", () => {
		const folder = driver(releasing);
		writeFileSync(
			join(folder, "p.patch"),
			[
				"--- a/release.c",
				"+++ b/release.c",
				...hunk(releasing, "\tunpin_user_pages(c->pages, c->nr);", null),
				"--- a/acquire.c",
				"+++ b/acquire.c",
				...hunk(acquire, "\tc->nr = n;", "\tc->nr = n; /* full */"),
				"",
			].join("\n"),
		);
		expect(check(folder, "--diff", "p.patch").leaks).toEqual(leak);
	});
});

/** One line taken out of a text or put in its place, as a patch says it. */
function hunk(text: string, line: string, instead: string | null): string[] {
	const lines = text.split("\n");
	const at = lines.indexOf(line);
	const before = lines[at - 1] ?? "";
	const after = lines[at + 1] ?? "";
	return [
		`@@ -${at},3 +${at},${instead === null ? 2 : 3} @@`,
		` ${before}`,
		`-${line}`,
		...(instead === null ? [] : [`+${instead}`]),
		` ${after}`,
	];
}
