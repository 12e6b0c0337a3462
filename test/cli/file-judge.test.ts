import { expect, test } from "vitest";
import { createFileJudge } from "#cli/file-judge.ts";
import type { Reply } from "#cli/messages.ts";
import type { SourceText } from "#cli/read-source.ts";
import { checkFiles } from "./fake/check-files.ts";

const neverParses = {
	parseFunction: () => {
		throw new Error("not used here");
	},
};

function judge(
	files: Record<string, string>,
	path: string,
	text: string | null = null,
): Reply {
	const judgeFile = createFileJudge({
		check: (file) => checkFiles([file], neverParses, { kernel: null }),
		surroundings: () => ({
			around: () => [],
			digestOf: () => "",
			sourcesOf: () => [],
			unchanged: () => null,
		}),
		keepsResults: true,
		read: (name): SourceText =>
			files[name] === undefined
				? { kind: "skip", skip: { path: name, reason: "binary" } }
				: { kind: "text", text: files[name], encoding: "utf8" },
	});
	return judgeFile({ file: { path, text }, changed: [] });
}

const placesIn = (reply: Reply): string[] =>
	reply.kind === "judged"
		? reply.result.findings.map(({ file, line }) => `${file}:${line}`)
		: [];

test("judges what is on the disk", () => {
	expect(placesIn(judge({ "a.c": "LEAK" }, "a.c"))).toEqual(["a.c:1"]);
});

test("judges a text that it is given in place of the file's", () => {
	const reply = judge({ "a.c": "LEAK" }, "a.c", "LEAK\nLEAK");
	expect(placesIn(reply)).toEqual(["a.c:1", "a.c:2"]);
});

test("hands on what could not be read", () => {
	expect(judge({}, "b.c")).toEqual({
		kind: "skipped",
		skip: { path: "b.c", reason: "binary" },
	});
});

test("tells the digest of what it read, and that nothing around was looked at", () => {
	const madeFrom = (text: string) => {
		const reply = judge({ "a.c": text }, "a.c");
		return reply.kind === "judged" ? reply.madeFrom : null;
	};
	expect(madeFrom("LEAK")).toEqual(madeFrom("LEAK"));
	expect(madeFrom("LEAK")?.digest).not.toBe(madeFrom("LEAK ")?.digest);
	expect(madeFrom("LEAK")?.around).toBe(null);
});

test("a bug costs the file it is about, and is told with its name", () => {
	const reply = judge({ "bad.c": "LEAK CRASH" }, "bad.c");
	expect(reply).toMatchObject({
		kind: "failed",
		failure: { file: "bad.c", stack: expect.stringContaining("crashed") },
	});
});
