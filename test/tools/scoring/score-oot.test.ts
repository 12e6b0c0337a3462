import { describe, expect, test } from "vitest";
import type { Finding, FindingClass } from "#findings/finding.ts";
import { readTable } from "../../../tools/scoring/read-table.ts";
import {
	classesOfEvidence,
	renderOotScore,
	scoreOot,
} from "../../../tools/scoring/score-oot.ts";

const rows = readTable(
	[
		"repo\tcommit\tfile\tfunction\tline\tverdict\tevidence note",
		"o/one\tc1\ta.c\tfill\t3\tBUG verified-by-reading\ta partial pin is never released",
		"o/one\tc1\ta.c\tmap(5.6-5.10)\t9\tCONTRACT verified-by-reading\tGET not PIN",
		"o/one\tc1\ta.c\tfine\t20\tOK verified-by-reading\tpairing ok",
		"o/one\tc1\ta.c\todd\t30\tTRAP verified-by-reading\tlooks wrong",
		"o/one\tc1\ta.c\tmaybe\t40\tSUSPECT\ta leak",
		"o/two\tc2\tb.c\tfill\t3\tBUG verified-by-reading\ta leak",
	].join("\n"),
);

function finding(name: string, kind: FindingClass): Finding {
	return {
		code: "PF000",
		class: kind,
		severity: "error",
		confidence: "likely",
		file: "a.c",
		function: name,
		line: 1,
		column: 1,
		message: "",
		notes: [],
		site: null,
		configurations: [],
		fix: null,
	};
}

function score(...findings: Finding[]) {
	const readSource = (path: string) => (path === "a.c" ? "int x;\n" : null);
	return scoreOot(rows, [
		{ repo: "o/one", commit: "c1", findings, readSource },
	]);
}

describe("the score of the out-of-tree drivers", () => {
	test("what the table says", () => {
		expect(score(finding("fill", "leak"), finding("map", "api"))).toMatchObject(
			{
				bugs: { hits: 1, of: 1 },
				contracts: { hits: 1, of: 1 },
				silent: { hits: 2, of: 2 },
				misses: [],
			},
		);
	});

	test("nothing found: bugs missed, good rows silent", () => {
		expect(score()).toMatchObject({
			bugs: { hits: 0, of: 1 },
			contracts: { hits: 0, of: 1 },
			silent: { hits: 2, of: 2 },
		});
	});

	test("another class is not that bug; a dirty finding is no balance alarm", () => {
		expect(score(finding("fill", "lock")).bugs.hits).toBe(0);
		expect(score(finding("fine", "dirty")).silent.hits).toBe(2);
		expect(score(finding("fine", "leak")).silent.hits).toBe(1);
		expect(score(finding("odd", "retval")).silent.hits).toBe(1);
	});

	test("a repository that is not at hand, or at another commit, is not scored", () => {
		expect(score().notThere).toEqual(["o/two b.c:3 fill()"]);
		expect(renderOotScore(score(), true)).toContain(
			"not there: o/two b.c:3 fill()",
		);
	});

	test("the class comes from the words, or any of balance and order", () => {
		const words = (text: string) =>
			classesOfEvidence({ "evidence note": text });
		expect(words("needs mmap_lock, takes none")).toEqual(["lock"]);
		expect(words("puts entries never acquired")).toEqual(["double-release"]);
		expect(words("hm")).toContain("leak");
	});
});
