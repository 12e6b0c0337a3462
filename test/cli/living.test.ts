// What decides over findings from one run to the next, from outside, with the engine of fake/check-files.ts.

import {
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { CheckResult } from "#findings/check-result.ts";
import {
	buildFakePinfold,
	makeFolder,
	runPinfold,
} from "./fake/fake-pinfold.ts";

let bundle = "";
beforeAll(async () => {
	bundle = await buildFakePinfold();
});

const driver = {
	"a.c": "\terr = pin_user_pages(addr);\nLEAK here\n",
	"sub/b.c": "pin_user_pages(x);\n",
};

function check(cwd: string, ...args: string[]) {
	return runPinfold(bundle, ["check", ...args], { cwd });
}

function json(cwd: string, ...args: string[]): CheckResult {
	return JSON.parse(check(cwd, "--format", "json", ...args).stdout);
}

/** The result without what may differ from run to run. */
function content(cwd: string, ...args: string[]): string {
	const { stats, ...result } = json(cwd, ...args);
	return JSON.stringify([result, { ...stats, elapsedMs: 0 }]);
}

describe("fingerprints", () => {
	test("are the same in another checkout and when only a part is looked at", () => {
		const tree = makeFolder({ "drivers/foo/a.c": driver["a.c"] });
		const [whole] = json(tree).findings;
		const [part] = json(join(tree, "drivers/foo")).findings;
		const [moved] = json(
			makeFolder({ "b.c": `int x;\n\n${driver["a.c"]}` }),
		).findings;
		expect(whole?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
		expect(part?.fingerprint).toBe(whole?.fingerprint);
		expect(moved?.fingerprint).toBe(whole?.fingerprint);
		expect(moved?.line).toBe(4);
	});
});

describe("a comment with a reason", () => {
	const text = (comment: string): string =>
		`pin_user_pages(\n${comment}\nLEAK\n`;

	test("allows a finding; the summary counts it, --all lists it", () => {
		const folder = makeFolder({
			"a.c": text("/* pinfold: allow PF101 -- by design */"),
		});
		const run = check(folder);
		expect(run.status).toBe(0);
		expect(run.stdout).toContain(
			"no finding\n1 finding allowed by comments (--all lists them)\n",
		);
		const all = check(folder, "--all");
		expect(all.status).toBe(0);
		expect(all.stdout).toContain(
			"a.c:3:1: error[PF101]: pages leak [suppressed: by design]\n",
		);
	});

	test("without a reason it is a finding itself", () => {
		const folder = makeFolder({ "a.c": text("// pinfold: allow PF101") });
		expect(check(folder).stdout).toMatch(
			/^a\.c:2:1: warning\[PF901\]: .*\n(.*\n)*a\.c:3:1: error\[PF101\]/,
		);
	});

	test("one that is not needed is a note, which is no reason to fail", () => {
		const folder = makeFolder({
			"a.c": "pin_user_pages( // pinfold: allow PF101 -- by design\n",
		});
		const run = check(folder);
		expect(run.stdout).toMatch(/^a\.c:1:17: note\[PF902\]/);
		expect(run.status).toBe(0);
		expect(check(folder, "--kernel", "6.12").stdout).not.toContain("PF902");
	});
});

describe("a baseline", () => {
	test("accepts what is there; a run then tells what is new and gone", () => {
		const folder = makeFolder(driver);
		expect(check(folder, "--write-baseline", "known.json").status).toBe(0);
		const accepted = check(folder, "--baseline", "known.json");
		expect(accepted.status).toBe(0);
		expect(accepted.stdout).toContain("baseline: 0 new, 1 old, 0 gone\n");

		writeFileSync(join(folder, "a.c"), `// moved\n${driver["a.c"]}`);
		writeFileSync(join(folder, "c.c"), "pin_user_pages LEAK\n");
		const more = check(folder, "--baseline", "known.json");
		expect(more.status).toBe(1);
		expect(more.stdout).toMatch(/^c\.c:1:1: error/);
		expect(more.stdout).toContain("baseline: 1 new, 1 old, 0 gone\n");
		expect(check(folder, "--baseline", "known.json", "--all").stdout).toContain(
			"a.c:3:1: error[PF101]: pages leak [in the baseline]\n",
		);

		rmSync(join(folder, "a.c"));
		expect(check(folder, "--baseline", "known.json").stdout).toContain(
			"baseline: 1 new, 0 old, 1 gone\n",
		);
		expect(check(folder, "sub", "--baseline", "known.json").stdout).toContain(
			"baseline: 0 new, 0 old, 0 gone\n",
		);
	});

	test("means the same from wherever it is used, and is the same file each time", () => {
		const folder = makeFolder(driver);
		check(folder, "--write-baseline", "known.json");
		const written = readFileSync(join(folder, "known.json"), "utf8");
		expect(JSON.parse(written).findings[0]).toMatchObject({
			code: "PF101",
			file: "a.c",
		});
		check("/", folder, "--write-baseline", join(folder, "again.json"));
		expect(readFileSync(join(folder, "again.json"), "utf8")).toBe(written);
		const inside = check(
			join(folder, "sub"),
			"..",
			"--baseline",
			"../known.json",
		);
		expect(inside.stdout).toContain("baseline: 0 new, 1 old, 0 gone\n");
	});

	test.each([
		["missing", "gone.json", "gone.json: no such file or directory"],
		[
			"none",
			"a.c",
			"a.c: not a baseline; pinfold check --write-baseline makes one",
		],
	])("%s: refused in one line", (_, file, words) => {
		const run = check(makeFolder(driver), "--baseline", file);
		expect(run).toMatchObject({ status: 2, stderr: `pinfold: ${words}\n` });
	});
});

test("a baseline is not made of a part of what was found", () => {
	const run = check(
		makeFolder(driver),
		...["--write-baseline", "b.json", "--diff", "HEAD"],
	);
	expect(run).toMatchObject({
		status: 2,
		stderr:
			"pinfold: --write-baseline accepts all that is found: leave --diff out\n",
	});
});

describe("formats for machines", () => {
	test("SARIF and GitHub name files from the top of the repository", () => {
		const folder = makeFolder({
			".git/HEAD": "",
			"drivers/my foo/a.c": driver["a.c"],
		});
		const cwd = join(folder, "drivers");
		const sarif = JSON.parse(check(cwd, "--format", "sarif").stdout);
		const [result] = sarif.runs[0].results;
		expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(
			"drivers/my%20foo/a.c",
		);
		expect(sarif.runs[0].originalUriBaseIds["%SRCROOT%"].uri).toBe(
			`file://${folder}/`,
		);
		expect(check(cwd, "--format", "github").stdout).toMatch(
			/^::error file=drivers\/my foo\/a\.c,line=2,col=1,title=PF101 in f::pages leak\n/,
		);
	});

	test.each(["sarif", "github"])("%s has no inventory", (format) => {
		const run = check(makeFolder(driver), "--sites", "--format", format);
		expect(run.status).toBe(2);
		expect(run.stderr).toMatch(/sites are printed as text or json\n$/);
	});

	test("a failure of Pinfold makes an unsuccessful SARIF run", () => {
		const folder = makeFolder({ "bad.c": "pin_user_pages CRASH" });
		const { stdout, status } = check(folder, "--format", "sarif");
		expect(status).toBe(2);
		expect(JSON.parse(stdout).runs[0].invocations[0]).toMatchObject({
			executionSuccessful: false,
		});
	});
});

describe("the cache", () => {
	function setUp() {
		const folder = makeFolder(driver);
		const cache = join(makeFolder(), "cache");
		const run = (): string => content(folder, "--cache-dir", cache);
		const entries = (): string[] =>
			readdirSync(cache, { recursive: true, encoding: "utf8" })
				.filter((name) => name.endsWith(".entry"))
				.map((name) => join(cache, name));
		return { folder, cache, run, entries };
	}

	test("a second run says the same, and writes nothing", () => {
		const { folder, run, entries } = setUp();
		const first = run();
		const times = entries().map((path) => statSync(path).mtimeMs);
		expect(run()).toBe(first);
		expect(entries().map((path) => statSync(path).mtimeMs)).toEqual(times);
		expect(content(folder, "--no-cache")).toBe(first);
	});

	/** Says something else in each result that is kept, under a digest that fits. */
	async function forge(entries: readonly string[]): Promise<void> {
		const { createHash } = await import("node:crypto");
		for (const path of entries) {
			const [, ...body] = readFileSync(path, "latin1")
				.replace("pages leak", "forged one")
				.split("\n");
			const bytes = Buffer.from(body.join("\n"), "latin1");
			const digest = createHash("sha256").update(bytes).digest("hex");
			writeFileSync(path, Buffer.concat([Buffer.from(`${digest}\n`), bytes]));
		}
	}

	test("results come from it: an entry that was forged, digest and all, is believed", async () => {
		const { run, entries } = setUp();
		run();
		await forge(entries());
		expect(run()).toContain("forged");
	});

	test("a file that comes or goes leaves the results of the others", async () => {
		const { folder, run, entries } = setUp();
		run();
		await forge(entries());
		writeFileSync(join(folder, "n.c"), "pin_user_pages LEAK");
		const more = run();
		expect(more).toContain("forged");
		expect(more).toContain('"file":"n.c"');
		rmSync(join(folder, "sub/b.c"));
		expect(run()).toContain("forged");
	});

	test("a changed file has a new result, even with the old size and time", () => {
		const { folder, run } = setUp();
		const path = join(folder, "a.c");
		const { atime, mtime } = statSync(path);
		expect(run()).toContain("PF101");
		writeFileSync(path, driver["a.c"].replace("LEAK", "FINE"));
		utimesSync(path, atime, mtime);
		expect(run()).not.toContain("PF101");
		writeFileSync(path, driver["a.c"]);
		expect(run()).toContain("PF101");
	});

	test("so has one that the last run need not have read, and a file beside it", async () => {
		const { folder, cache, run } = setUp();
		await wait(3_100);
		const first = run();
		const [entry] = readdirSync(cache, { recursive: true, encoding: "utf8" })
			.filter((name) => name.endsWith(".entry"))
			.map((name) => readFileSync(join(cache, name), "latin1"))
			.filter((text) => text.includes('["run",'));
		expect(entry).toContain("sub/b.c");
		expect(run()).toBe(first);
		const path = join(folder, "a.c");
		const { atime, mtime } = statSync(path);
		writeFileSync(path, driver["a.c"].replace("LEAK", "FINE"));
		utimesSync(path, atime, mtime);
		expect(run()).not.toContain("PF101");
		writeFileSync(path, driver["a.c"]);
		writeFileSync(join(folder, "n.c"), "pin_user_pages LEAK");
		expect(run()).toBe(content(folder, "--no-cache"));
		rmSync(join(folder, "n.c"));
		expect(run()).toBe(first);
	}, 30_000);

	test("a file that is renamed, added or removed is seen", () => {
		const { folder, run } = setUp();
		run();
		renameSync(join(folder, "a.c"), join(folder, "z.c"));
		expect(run()).toContain('"file":"z.c"');
		writeFileSync(join(folder, "n.c"), "pin_user_pages LEAK");
		expect(run()).toContain('"file":"n.c"');
		rmSync(join(folder, "n.c"));
		expect(run()).not.toContain('"file":"n.c"');
	});

	test("another kernel is another result", () => {
		const { folder, cache, run, entries } = setUp();
		run();
		const before = entries().length;
		content(folder, "--cache-dir", cache, "--kernel", "6.12");
		expect(entries()).toHaveLength(2 * before);
	});

	test("entries that are cut off, emptied or gone are made again", () => {
		const { cache, run, entries } = setUp();
		const first = run();
		for (const [index, path] of entries().entries()) {
			if (index % 3 === 0) truncateSync(path, 40);
			else if (index % 3 === 1) writeFileSync(path, "");
			else rmSync(path);
		}
		expect(run()).toBe(first);
		rmSync(cache, { recursive: true });
		expect(run()).toBe(first);
		expect(existsSync(cache)).toBe(true);
	});

	test("a file that Pinfold fails on is tried again", () => {
		const { folder, cache } = setUp();
		writeFileSync(join(folder, "bad.c"), "pin_user_pages CRASH LEAK");
		for (const _ of [1, 2]) {
			const run = check(folder, "--cache-dir", cache);
			expect(run.status).toBe(2);
			expect(run.stderr).toContain("failed on bad.c");
		}
	});

	test("--no-cache leaves nothing behind", () => {
		const { folder, cache } = setUp();
		content(folder, "--cache-dir", cache, "--no-cache");
		expect(existsSync(cache)).toBe(false);
	});

	test("runs at the same time do not disturb each other", async () => {
		const { folder, cache, run } = setUp();
		const { spawn } = await import("node:child_process");
		const outputs = await Promise.all(
			Array.from(
				{ length: 4 },
				() =>
					new Promise<string>((resolve) => {
						const child = spawn(process.execPath, [
							...[bundle, "check", folder, "--cache-dir", cache],
						]);
						let text = "";
						child.stdout.on("data", (data) => {
							text += data;
						});
						child.on("close", () => resolve(text));
					}),
			),
		);
		expect(new Set(outputs).size).toBe(1);
		expect(run()).toBe(content(folder, "--no-cache"));
	});
});
