import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openResultCache } from "#cli/cache/result-cache.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const key = ["results", "options", "digest"];
const value = [{ sites: ["ü\n"], n: 1, names: new Map([["a", new Set([1])]]) }];

/** A folder with one entry, and the entry's path. */
function folderWithEntry(): { folder: string; entry: string } {
	const folder = makeFolder();
	openResultCache(folder, "build 1").write(key, value);
	return { folder, entry: entriesOf(folder)[0] ?? "" };
}

function entriesOf(folder: string): string[] {
	return readdirSync(join(folder, "results"), {
		recursive: true,
		encoding: "utf8",
	})
		.filter((name) => name.endsWith(".entry"))
		.map((name) => join(folder, "results", name));
}

const read = (folder: string): unknown =>
	openResultCache(folder, "build 1").read(key);

describe("a cache of results", () => {
	test("gives back what was written, to the same key and build only", () => {
		const { folder } = folderWithEntry();
		expect(read(folder)).toEqual(value);
		const cache = openResultCache(folder, "build 1");
		expect(cache.isEmpty).toBe(false);
		expect(cache.read(["results", "options", "other"])).toBe(null);
		const other = openResultCache(folder, "build 2");
		expect(other.isEmpty).toBe(true);
		expect(other.read(key)).toBe(null);
	});

	test("an entry with any part cut off or changed is a miss", () => {
		const { folder, entry } = folderWithEntry();
		const whole = readFileSync(entry);
		fc.assert(
			fc.property(
				fc.nat(whole.length - 1),
				fc.integer({ min: 1, max: 255 }),
				fc.boolean(),
				(at, change, cut) => {
					const bytes = cut ? whole.subarray(0, at) : Buffer.from(whole);
					if (!cut) bytes[at] = (whole[at] ?? 0) ^ change;
					writeFileSync(entry, bytes);
					expect(read(folder)).toBe(null);
				},
			),
			{ numRuns: 200 },
		);
		openResultCache(folder, "build 1").write(key, value);
		expect(read(folder)).toEqual(value);
	});

	test("the entry of another key put in its place is a miss", () => {
		const { folder, entry } = folderWithEntry();
		openResultCache(folder, "build 1").write(["other"], "other");
		const [other = ""] = entriesOf(folder).filter((one) => one !== entry);
		writeFileSync(entry, readFileSync(other));
		expect(read(folder)).toBe(null);
	});

	test("may be deleted at any time", () => {
		const { folder } = folderWithEntry();
		const cache = openResultCache(folder, "build 1");
		rmSync(folder, { recursive: true });
		expect(cache.read(key)).toBe(null);
		cache.write(key, value);
		expect(read(folder)).toEqual(value);
	});

	test("a folder that cannot be made or written is no failure", () => {
		const file = join(makeFolder({ file: "" }), "file");
		const cache = openResultCache(file, "build 1");
		cache.write(key, value);
		expect(cache.read(key)).toBe(null);
		const locked = makeFolder();
		chmodSync(locked, 0o555);
		openResultCache(locked, "build 1").write(key, value);
	});

	test("is marked as a cache for backups", () => {
		const { folder } = folderWithEntry();
		expect(readFileSync(join(folder, "CACHEDIR.TAG"), "utf8")).toMatch(
			/^Signature: 8a477f597d28d172789f06886806bc55\n/,
		);
	});

	test("forgets entries of all builds after two weeks, and touches nothing else", () => {
		const { folder, entry } = folderWithEntry();
		const bystander = join(folder, "mine.txt");
		writeFileSync(bystander, "");
		const day = 24 * 60 * 60;
		const now = Date.now() / 1000;
		utimesSync(entry, now - 20 * day, now - 20 * day);
		utimesSync(bystander, now - 20 * day, now - 20 * day);
		const later = (now + 2 * day) * 1000;
		openResultCache(folder, "build 2", () => later).write(key, value);
		expect(existsSync(entry)).toBe(false);
		expect(existsSync(bystander)).toBe(true);
		expect(openResultCache(folder, "build 2").read(key)).toEqual(value);
	});

	test("runs that write the same entry at the same time leave a whole one", () => {
		const folder = makeFolder();
		const caches = Array.from({ length: 8 }, () =>
			openResultCache(folder, "build 1"),
		);
		for (const cache of caches) {
			cache.write(key, value);
			expect(read(folder)).toEqual(value);
		}
		expect(entriesOf(folder)).toHaveLength(1);
		mkdirSync(join(folder, "results", "stray"), { recursive: true });
		expect(read(folder)).toEqual(value);
	});
});
