import { describe, expect, test } from "vitest";
import type { Reply } from "#cli/messages.ts";
import type { SourceText } from "#cli/read-source.ts";
import { createShardHost } from "#cli/shard-host.ts";
import { createShard } from "./fake/shard.ts";

const neverParses = {
	parseFunction: () => {
		throw new Error("not used here");
	},
};

function host(files: Record<string, string>) {
	return createShardHost({
		createShard: (inputs) => createShard(inputs, neverParses, { kernel: null }),
		surroundings: () => ({
			around: () => [],
			digestOf: () => "",
			sourcesOf: () => [],
		}),
		keepsResults: true,
		read: (path): SourceText =>
			files[path] === undefined
				? { kind: "skip", skip: { path, reason: "binary" } }
				: { kind: "text", text: files[path], encoding: "utf8" },
	});
}

/** Both rounds for one shard. */
function judge(files: Record<string, string>, names = Object.keys(files)) {
	const answer = host(files);
	const scanned = answer({
		kind: "scan",
		shard: 7,
		files: names.map((path) => ({ path, text: null })),
		changed: [],
	}) as Extract<Reply, { kind: "scanned" }>;
	expect(answer({ kind: "facts", facts: scanned.facts })).toBe(null);
	const checked = answer({ kind: "check", shard: 7 }) as Extract<
		Reply,
		{ kind: "checked" }
	>;
	return { scanned, checked };
}

const foundIn = ({ results }: Extract<Reply, { kind: "checked" }>): string[] =>
	results.flatMap(({ findings }) => findings.map(({ file }) => file));

describe("createShardHost", () => {
	test("scans and checks a shard as a whole", () => {
		const { scanned, checked } = judge({ "a.c": "LEAK", "b.c": "LEAK" });
		expect(scanned).toMatchObject({ shard: 7, skips: [], failures: [] });
		expect(checked.results).toHaveLength(1);
		expect(foundIn(checked)).toEqual(["a.c", "b.c"]);
	});

	test("hands on what could not be read", () => {
		const { scanned, checked } = judge({ "a.c": "LEAK" }, ["a.c", "b.c"]);
		expect(scanned.skips).toEqual([{ path: "b.c", reason: "binary" }]);
		expect(foundIn(checked)).toEqual(["a.c"]);
	});

	test("judges a text that it is given in place of the file's", () => {
		const answer = host({ "a.c": "LEAK" });
		const files = [{ path: "a.c", text: "LEAK\nLEAK" }];
		answer({ kind: "scan", shard: 0, files, changed: [] });
		const checked = answer({ kind: "check", shard: 0 });
		expect(foundIn(checked as Extract<Reply, { kind: "checked" }>)).toEqual([
			"a.c",
			"a.c",
		]);
	});

	test("tells the digest of what it read", () => {
		const digestOf = (text: string): string | null =>
			judge({ "a.c": text }).scanned.digest;
		expect(digestOf("LEAK")).toBe(digestOf("LEAK"));
		expect(digestOf("LEAK")).not.toBe(digestOf("LEAK "));
	});

	test("a shard of which nothing can be read is empty", () => {
		const { scanned, checked } = judge({}, ["a.c"]);
		expect(scanned.facts).toEqual([]);
		expect(checked.results).toEqual([]);
	});

	test.each([
		["first", "CRASH", "crashed while scanning"],
		["second", "LATE", "crashed while checking"],
	])(
		"a bug in the %s round costs the file it is about and no other",
		(_, word, message) => {
			const { scanned, checked } = judge({
				"a.c": "LEAK",
				"bad.c": `LEAK ${word}`,
				"c.c": "LEAK",
			});
			const failures = [...scanned.failures, ...checked.failures];
			expect(failures.map(({ file }) => file)).toEqual(["bad.c"]);
			expect(failures[0]?.stack).toContain(message);
			expect(foundIn(checked)).toEqual(["a.c", "c.c"]);
		},
	);
});
