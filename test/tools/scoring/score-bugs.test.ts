import { describe, expect, test } from "vitest";
import type { Finding } from "#findings/finding.ts";
import { readAnchors } from "../../../tools/scoring/read-anchors.ts";
import { readTable } from "../../../tools/scoring/read-table.ts";
import {
	renderBugScore,
	scoreBugs,
} from "../../../tools/scoring/score-bugs.ts";

const rows = readTable(
	[
		"id\tclass\tfile\tfunction\tdescription\tbuggy_in\tbuggy_lines\tfixed_in\tfixed_lines",
		"A1\ta\td.c\tfill\tforgets\tv5.9\tv5.9:3\tv6.1\tv6.1:e.c:3(load)",
		"D1\td\td.c\tfill\tFOLL_FORCE passed\tv5.9\tv5.9:3\tv6.1\tv6.1:gone",
		"C1\tc\tlost.c\tfill\tnot dirtied\tv5.9\tv5.9:3\tv6.1\tv6.1:3",
	].join("\n"),
);

const text =
	"int fill(void)\n{\n\ttake();\n}\n\nint other(void)\n{\n\tx();\n}\n";
const sources: Record<string, string> = {
	"d.c": text,
	"e.c": text.replace("fill", "load"),
};

const leak: Finding = {
	code: "PF101",
	class: "leak",
	severity: "error",
	confidence: "likely",
	file: "d.c",
	function: "fill",
	line: 4,
	column: 1,
	message: "",
	notes: [],
	site: null,
	configurations: [],
	fix: null,
};

function score(buggy: Finding[], fixed: Finding[] = []) {
	const readSource = (path: string) => sources[path] ?? null;
	return scoreBugs(rows, [
		{ name: "v5.9", findings: buggy, readSource },
		{ name: "v6.1", findings: fixed, readSource },
	]);
}

describe("the score of the bugs", () => {
	test("flagged and silent", () => {
		const right = score([leak]);
		expect(right.rowsFlagged).toEqual({ hits: 1, of: 1 });
		expect(right.rowsSilent).toEqual({ hits: 1, of: 1 });
		expect(right.rowsRight).toEqual({ hits: 1, of: 1 });
		expect(right.byLetter.get("a")).toEqual({ hits: 1, of: 1 });
	});

	test("nothing found is nothing flagged", () => {
		expect(score([]).rowsFlagged).toEqual({ hits: 0, of: 1 });
		expect(renderBugScore(score([]), true)).toContain(
			"A1 (a) v5.9 d.c:3 fill(): not flagged",
		);
	});

	test.each([
		["class", { ...leak, class: "dirty" as const }],
		["function", { ...leak, function: "other" }],
		["file", { ...leak, file: "e.c" }],
		["confidence", { ...leak, confidence: "possible" as const }],
	])("a finding of another %s does not count", (_, finding) => {
		expect(score([finding]).rowsFlagged.hits).toBe(0);
	});

	test("a note in the function counts, and is counted apart", () => {
		const note = { file: "d.c", line: 3, message: "acquired here" };
		const far = score([{ ...leak, function: "other", notes: [note] }]);
		expect(far.rowsFlagged.hits).toBe(1);
		expect(far.flaggedByNoteOnly).toBe(1);
		const elsewhere = { ...note, line: 8 };
		expect(
			score([{ ...leak, function: "x", notes: [elsewhere] }]).rowsFlagged.hits,
		).toBe(0);
	});

	test("the fixed tree is looked at under its own path and name", () => {
		const still = { ...leak, file: "e.c", function: "load" };
		expect(score([leak], [still])).toMatchObject({
			rowsSilent: { hits: 0, of: 1 },
			rowsRight: { hits: 0, of: 1 },
		});
		expect(score([leak], [leak]).rowsSilent.hits).toBe(1);
	});

	test("a fixed tree with another bug in the function need not be silent", () => {
		const [head = {}] = rows;
		const second = {
			...head,
			id: "A2",
			buggy_in: "v6.1",
			buggy_lines: "v6.1:3",
			fixed_in: "",
		};
		const readSource = (path: string) => sources[path] ?? null;
		const still = { ...leak, file: "e.c", function: "load" };
		const trees = [
			{ name: "v5.9", findings: [leak], readSource },
			{ name: "v6.1", findings: [still], readSource },
		];
		expect(scoreBugs([head], trees).rowsSilent).toEqual({ hits: 0, of: 1 });
		expect(scoreBugs([head, second], trees).rowsSilent.of).toBe(0);
	});

	test("clean-ups of FOLL_FORCE are apart; a file that is not there is not scored", () => {
		const flag = { ...leak, class: "flag" as const };
		expect(score([leak, flag]).forceCleanUps).toEqual({ hits: 1, of: 1 });
		expect(score([]).notThere).toEqual(["C1 v5.9"]);
	});

	test("anchors with and without path, function and line", () => {
		expect(readAnchors("v5.9:7 v6.1:fs/a.c:8(f) v6.12:gone what")).toEqual([
			{ tree: "v5.9", file: null, line: 7, function: null },
			{ tree: "v6.1", file: "fs/a.c", line: 8, function: "f" },
			{ tree: "v6.12", file: null, line: null, function: null },
		]);
	});
});
