import { describe, expect, test } from "vitest";
import type { FilesResult } from "#checks/check-files.ts";
import type { Finding } from "#findings/finding.ts";
import type { Site } from "#findings/site.ts";
import { judgeLitmus, renderDifferences } from "./judge-litmus.ts";
import { parseLitmusFile } from "./litmus-file.ts";

const file = parseLitmusFile(
	"a.c",
	`/*
 * about: x
 * source: y
 * status: active
 * sites: all
 */
int bad_one(void)
{
	take(); //~ site kind=pin releases=drop@bad_one,drop@later //~| acquired here
	return 1; //~ PF101 take
}

int good_one(void)
{
	return 1;
}
`,
);

const finding: Finding = {
	code: "PF101",
	class: "leak",
	severity: "error",
	confidence: "certain",
	file: "a.c",
	function: "bad_one",
	line: 10,
	column: 2,
	message: "pages of take() are not released",
	notes: [{ file: "a.c", line: 9, message: "acquired here" }],
	site: null,
	configurations: [],
	fix: null,
};

const call = { api: "drop", file: "a.c", function: "later", line: 40 };
const site: Site = {
	id: "a.c:bad_one:take:1",
	file: "a.c",
	function: "bad_one",
	line: 9,
	column: 2,
	api: "take",
	kind: "pin",
	flags: "",
	case: 0,
	caseEvidence: [],
	access: "none",
	lifetime: "unknown",
	configurations: [],
	releases: [call, { ...call, function: "bad_one" }, call],
	dirties: [],
	ownership: [],
	damage: [],
};

function judge(
	findings: Finding[],
	sites: Site[] = [site],
	damagedFunctions = 0,
): string {
	const result: FilesResult = {
		sites,
		findings,
		filesParsed: 1,
		functions: 2,
		damagedFunctions,
	};
	return renderDifferences(judgeLitmus([file], result));
}

describe("judging a litmus file", () => {
	test("what is expected and nothing else passes", () => {
		expect(judge([finding])).toBe("");
	});

	test("a missing finding, and its note", () => {
		expect(judge([])).toBe(
			'a.c:9: expected a note "acquired here"\na.c:10: expected PF101 "take", nothing of that code is reported here',
		);
	});

	test("a finding of another code on the line", () => {
		expect(judge([{ ...finding, code: "PF102" }])).toContain(
			"a.c:10: unexpected: PF102 in bad_one()",
		);
	});

	test("a message without the words", () => {
		expect(judge([{ ...finding, message: "leak" }])).toContain(
			'expected PF101 "take", but it says: leak',
		);
	});

	test("a finding in a good function fails", () => {
		expect(
			judge([finding, { ...finding, function: "good_one", line: 15 }]),
		).toBe(
			"a.c:15: a good function is reported: PF101 in good_one(): pages of take() are not released",
		);
	});

	test("what is hidden without --all neither helps nor harms", () => {
		const hidden: Finding = { ...finding, confidence: "possible" };
		expect(judge([finding, { ...hidden, line: 15 }])).toBe("");
		expect(judge([hidden])).toContain("expected PF101");
	});

	test("a missing site, a wrong fact, a strange site, a damaged one", () => {
		expect(judge([finding], [])).toBe(
			"a.c:9: expected a site, none is reported",
		);
		expect(judge([finding], [{ ...site, kind: "get", releases: [] }])).toBe(
			"a.c:9: site: kind is get, expected pin\na.c:9: site: releases is none, expected drop@bad_one,drop@later",
		);
		expect(judge([finding], [site, { ...site, line: 15 }])).toBe(
			"a.c:15: unexpected site: take",
		);
		const damage = [{ file: "a.c", line: 9, text: "?" }];
		expect(judge([finding], [{ ...site, damage }], 1)).toContain(
			"could not be read completely",
		);
	});
});
