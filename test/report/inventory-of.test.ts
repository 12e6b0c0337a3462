import { describe, expect, test } from "vitest";
import { excerptsOf } from "../../src/report/viewer/excerpts-of.ts";
import { inventoryOf } from "../../src/report/viewer/inventory-of.ts";
import { entriesOf, groupsOf } from "../../viewer/inventory/entries.ts";
import {
	everything,
	matches,
	readHash,
	writeHash,
} from "../../viewer/inventory/filter.ts";
import { sampleFinding } from "./sample-finding.ts";
import { sampleResult } from "./sample-result.ts";
import { sampleSite } from "./sample-site.ts";

const read = (file: string, line: number) =>
	file === "gone.c" || line > 12 ? null : `${file} ${line}`;

describe("excerpts", () => {
	test("neighbours become one stretch, no line comes twice, nothing before line 1 or behind the end", () => {
		expect(
			excerptsOf(
				[
					{ file: "a.c", line: 1, around: 1 },
					{ file: "a.c", line: 3, around: 1 },
					{ file: "a.c", line: 11, around: 3 },
					{ file: "gone.c", line: 5, around: 0 },
				],
				read,
			),
		).toEqual({
			"a.c": [
				{ first: 1, lines: ["a.c 1", "a.c 2", "a.c 3", "a.c 4"] },
				{ first: 8, lines: ["a.c 8", "a.c 9", "a.c 10", "a.c 11", "a.c 12"] },
			],
			"gone.c": [],
		});
	});
});

describe("the inventory", () => {
	const site = {
		...sampleSite,
		file: "drivers/foo/foo.c",
		line: 7,
		releases: [
			{
				api: "put_page",
				file: "drivers/foo/bar.c",
				function: "bar",
				line: 2,
			},
		],
	};
	const about = {
		...sampleFinding,
		file: site.file,
		line: 9,
		site: site.id,
		notes: [{ file: "drivers/foo/bar.c", line: 5, message: "a test" }],
	};
	const lone = {
		...sampleFinding,
		code: "PF901",
		class: "suppression" as const,
		file: "mm/gup.c",
		line: 3,
		function: "",
		message: "no such code",
		fingerprint: "feedfeedfeedfeedfeedfeedfeedfeed",
	};
	const page = inventoryOf(
		{ ...sampleResult([about, lone]), sites: [site] },
		{ title: "t", command: "pinfold check --html", sourceLine: read },
	);
	const entries = entriesOf(page);
	const [first, second] = entries;
	if (first === undefined || second === undefined) throw new Error("no entry");

	test("brings along the lines of every place it names, and what codes and cases are", () => {
		expect(page.excerpts["drivers/foo/foo.c"]?.[0]).toMatchObject({ first: 5 });
		expect(
			page.excerpts["drivers/foo/bar.c"]?.flatMap(({ lines }) => lines),
		).toEqual([2, 4, 5, 6].map((line) => `drivers/foo/bar.c ${line}`));
		expect(page.codes).toMatchObject({ PF101: expect.stringMatching(/./) });
		expect(page.cases[2]).toContain("RDMA");
		expect(JSON.parse(JSON.stringify(page))).toEqual(page);
	});

	test("a site carries its findings; a finding about no site stands for itself", () => {
		expect(
			entries.map(({ file, site: one, findings }) => [
				file,
				one?.id ?? null,
				findings.map(({ code }) => code),
			]),
		).toEqual([
			["drivers/foo/foo.c", site.id, ["PF101"]],
			["mm/gup.c", null, ["PF901"]],
		]);
		expect(groupsOf(entries).map(({ subsystem }) => subsystem)).toEqual([
			"drivers/foo",
			"mm",
		]);
	});

	test.each([
		[{ text: "FOO map" }, [true, false]],
		[{ text: "gup.c" }, [false, true]],
		[{ subsystem: "mm" }, [false, true]],
		[{ case: "2" }, [true, false]],
		[{ case: "0" }, [false, false]],
		[{ kind: "pin" }, [true, false]],
		[{ code: "any" }, [true, true]],
		[{ code: "PF901" }, [false, true]],
		[{}, [true, true]],
	])("filter %j", (chosen, expected) => {
		const filter = { ...everything, ...chosen };
		expect([matches(first, filter), matches(second, filter)]).toEqual(expected);
		const hash = writeHash(filter, first.id);
		expect(readHash(hash)).toEqual({ filter, open: first.id });
		expect(hash).not.toMatch(/[\s+]/);
	});
});
