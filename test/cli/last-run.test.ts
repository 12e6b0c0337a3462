import { rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openLastRun } from "#cli/cache/last-run.ts";
import { openResultCache } from "#cli/cache/result-cache.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const candidates = [{ path: "a.c", text: null, lenders: ["b.h"] }];
const readings = {
	units: new Map(),
	around: new Map([["a.c", "digest of sub/"]]),
};
const sources = ["a.c", "b.h", "sub", "sub/c.c"];

/** Files that lie there, by the clock of the run, since a minute. */
function setUp() {
	const root = makeFolder({ "a.c": "int a;", "b.h": "", "sub/c.c": "int c;" });
	const folder = makeFolder();
	const open = (started = Date.now() + 60_000) =>
		openLastRun(openResultCache(folder, "build"), root, ["options"], started);
	return { root, open };
}

test("what was read is known as long as its files and folders lie as they did", () => {
	const { root, open } = setUp();
	const first = open();
	expect(first.candidates()).toEqual([]);
	expect(first.readings()).toBeNull();
	first.cache.write(["results", "1"], ["found"]);
	first.keep({ candidates, readings, sources: () => sources });

	const second = open();
	expect(second.candidates()).toEqual(candidates);
	expect(second.readings()).toMatchObject(readings);
	expect(second.cache.read(["results", "1"])).toEqual(["found"]);

	writeFileSync(join(root, "elsewhere.c"), "");
	expect(open().readings(), "a folder it has not listed").not.toBeNull();
});

test.each<[string, (root: string) => void]>([
	[
		"a file with its old size and time",
		(root) => {
			const file = join(root, "sub/c.c");
			const { atime, mtime } = statSync(file);
			writeFileSync(file, "int d;");
			utimesSync(file, atime, mtime);
		},
	],
	["a header", (root) => writeFileSync(join(root, "b.h"), "int b;")],
	["a new file", (root) => writeFileSync(join(root, "sub/new.c"), "")],
	["a file that is gone", (root) => rmSync(join(root, "sub/c.c"))],
])("%s makes all of it unknown", async (_, change) => {
	const { root, open } = setUp();
	open().keep({ candidates, readings, sources: () => sources });
	expect(open().readings()).not.toBeNull();
	// The clock of file systems may stand still for ten milliseconds.
	await wait(20);
	change(root);
	expect(open().readings()).toBeNull();
	expect(open().candidates(), "still worth a look").toEqual(candidates);
});

test("files that may have changed while the run read them are read again", () => {
	const { open } = setUp();
	const started = Date.now();
	open(started).keep({ candidates, readings, sources: () => sources });
	expect(open(started).readings()).toBeNull();
});

test("a run that finds all as it was writes nothing, another one writes anew", () => {
	const { root, open } = setUp();
	const run = (): (readonly string[])[] => {
		const written: (readonly string[])[] = [];
		const cache = openResultCache(join(root, "cache"), "build");
		const last = openLastRun(
			{
				...cache,
				write: (key, value) => {
					written.push(key);
					cache.write(key, value);
				},
			},
			root,
			["options"],
			Date.now() + 60_000,
		);
		last.keep({
			candidates,
			readings: last.readings() ?? readings,
			sources: () => sources,
		});
		return written;
	};
	expect(run()).toEqual([["run", root, "options"]]);
	expect(run()).toEqual([]);
	writeFileSync(join(root, "a.c"), "int bb;");
	expect(run()).toEqual([["run", root, "options"]]);
	expect(run()).toEqual([]);
	expect(open().readings(), "another folder").toBeNull();
});
