// `--diff` from outside, with the engine of fake/check-files.ts: a finding for each line with LEAK.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
	buildFakePinfold,
	makeFolder,
	runPinfold,
} from "./fake/fake-pinfold.ts";

let bundle = "";
beforeAll(async () => {
	bundle = await buildFakePinfold();
});

const before = `// pin_user_pages
int f(void)
{
	LEAK one;
	return 0;
}

int g(void)
{
	LEAK two;
	return 0;
}
`;
/** Touches g() only, two lines below its finding, and adds h(). */
const after = `${before.replace(/(two;\n\t)return 0/, "$1return 1")}
int h(void)
{
	LEAK three;
}
`;

function diff(old: string, now: string, options: readonly string[] = []) {
	const folder = makeFolder({ "a/drivers/x.c": old, "b/drivers/x.c": now });
	return spawnSync(
		"diff",
		["-u", ...options, "a/drivers/x.c", "b/drivers/x.c"],
		{ cwd: folder, encoding: "utf8" },
	).stdout;
}

function check(folder: string, args: readonly string[], input?: string) {
	const run = runPinfold(bundle, ["check", ...args], {
		cwd: folder,
		...(input === undefined ? {} : { input }),
	});
	return {
		...run,
		found: [...run.stdout.matchAll(/^(\S+?:\d+):\d+: error/gm)].map(
			([, place]) => place,
		),
	};
}

describe("a patch", () => {
	const patch = diff(before, after);
	const expected = ["drivers/x.c:10", "drivers/x.c:16"];

	test("the tree has it already", () => {
		const folder = makeFolder({ "drivers/x.c": after, "p.patch": patch });
		const run = check(folder, ["--diff", "p.patch"]);
		expect(run.found).toEqual(expected);
		expect(run.stdout).toContain(
			"1 more in the files of the change that it has no part in\n",
		);
		expect(run.status).toBe(1);
	});

	test("the tree does not have it yet: the new text is judged and shown", () => {
		const folder = makeFolder({ "drivers/x.c": before, "p.patch": patch });
		const run = check(folder, ["--diff", "p.patch"]);
		expect(run.found).toEqual(expected);
		expect(run.stdout).toContain(" 16 | \tLEAK three;");
	});

	test("from below the top of the tree, from stdin, and limited to a folder", () => {
		const folder = makeFolder({ "drivers/x.c": after, "other/y.c": "" });
		expect(
			check(join(folder, "drivers"), ["--diff", "-"], patch).found,
		).toEqual(["x.c:10", "x.c:16"]);
		expect(check(folder, ["other", "--diff", "-"], patch)).toMatchObject({
			found: [],
			status: 0,
		});
	});

	test("a mailbox whose second mail changes what the first has added", () => {
		const last = after.replace("LEAK three", "LEAK four");
		const folder = makeFolder({
			"drivers/x.c": last,
			box: `From me Mon Sep 17 00:00:00 2001\nSubject: 1\n\n${patch}-- \n2.4\n\nFrom me Mon Sep 17 00:00:00 2001\nSubject: 2\n\n${diff(after, last)}-- \n2.4\n`,
		});
		expect(check(folder, ["--diff", "box"]).found).toEqual(expected);
	});

	test("what it causes far from what it touches is its own; what was there is not, nor comments", () => {
		const macro = `#define WORDS ok\n// pinfold: allow PF101\n${before}`;
		const now = macro.replace("ok", "LEAK");
		const folder = makeFolder({
			"drivers/x.c": now,
			"p.patch": diff(macro, now),
		});
		const run = check(folder, ["--diff", "p.patch"]);
		expect(run.found).toEqual(["drivers/x.c:1"]);
		expect(run.stdout).not.toContain("PF901");
		expect(run.stdout).toContain("3 more in the files of the change");
	});

	test("a removed line touches its neighbours", () => {
		const release = before.replace("LEAK one;", "LEAK one;\n\tput();");
		const folder = makeFolder({
			"drivers/x.c": before,
			"p.patch": diff(release, before),
		});
		expect(check(folder, ["--diff", "p.patch"]).found).toEqual([
			"drivers/x.c:4",
		]);
	});

	test("a new file", () => {
		const patch = `--- /dev/null\n+++ b/new.c\n@@ -0,0 +1,2 @@\n+pin_user_pages\n+LEAK\n`;
		const has = makeFolder({ "new.c": "pin_user_pages\nLEAK\n" });
		expect(check(has, ["--diff", "-"], patch).found).toEqual(["new.c:2"]);
		expect(check(makeFolder(), ["--diff", "-"], patch).found).toEqual([
			"new.c:2",
		]);
	});

	test("Latin-1 in the file is no obstacle", () => {
		const bytes = (text: string) =>
			Buffer.from(text.replace("return 0", "/* \u00fc */ return 0"), "latin1");
		const folder = makeFolder({
			"drivers/x.c": bytes(after),
			"p.patch": bytes(patch),
		});
		expect(check(folder, ["--diff", "p.patch"]).found).toEqual(expected);
	});

	test.each([
		[
			"that fits nowhere",
			diff("a\nb\nc\n", "a\nB\nc\n"),
			/does not fit the files in /,
		],
		[
			"for another tree",
			diff(before, after).replaceAll("drivers/x.c", "no/y.c"),
			/y\.c is in no folder from /,
		],
		["without a patch", "hello\n", /no patch in it/],
	])("%s is refused in one line", (_, text, words) => {
		const folder = makeFolder({ "drivers/x.c": after, "p.patch": text });
		const run = check(folder, ["--diff", "p.patch"]);
		expect(run.status).toBe(2);
		expect(run.stderr).toMatch(words);
		expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
	});
});

describe("a git revision", () => {
	function repository() {
		const folder = makeFolder({ "drivers/x.c": before, "y.c": before });
		const git = (...args: string[]) =>
			spawnSync(
				"git",
				["-c", "user.name=t", "-c", "user.email=t@example.org", ...args],
				{ cwd: folder },
			);
		git("init", "-q");
		git("add", ".");
		git("commit", "-qm", "one");
		return { folder, git };
	}

	test("what the files have that it does not have", () => {
		const { folder } = repository();
		writeFileSync(join(folder, "drivers/x.c"), after);
		expect(check(folder, ["--diff", "HEAD"]).found).toEqual([
			"drivers/x.c:10",
			"drivers/x.c:16",
		]);
		expect(check(join(folder, "drivers"), ["--diff", "HEAD"]).found).toEqual([
			"x.c:10",
			"x.c:16",
		]);
	});

	test("a renamed file keeps its findings", () => {
		const { folder, git } = repository();
		git("mv", "y.c", "z.c");
		writeFileSync(join(folder, "z.c"), before.replace("int g", "long g"));
		const run = check(folder, ["--diff", "HEAD"]);
		expect(run.found).toEqual(["z.c:10"]);
		expect(run.stdout).toContain("1 more in the files of the change");
	});

	test("nothing changed, nothing to say", () => {
		const { folder } = repository();
		expect(check(folder, ["--diff", "HEAD"])).toMatchObject({
			found: [],
			status: 0,
		});
	});

	test.each(["nonsense", "--help-all", "HEAD:y.c"])(
		"%j is refused in one line",
		(revision) => {
			const { folder } = repository();
			const run = check(folder, [`--diff=${revision}`]);
			expect(run.status).toBe(2);
			expect(run.stderr).toMatch(/^pinfold: --diff '.*': neither a file nor/);
			expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
		},
	);

	test("outside of a repository it is refused", () => {
		const run = check(makeFolder({ "y.c": before }), ["--diff", "HEAD"]);
		expect(run.stderr).toMatch(/is in no git repository/);
		expect(run.status).toBe(2);
	});
});
