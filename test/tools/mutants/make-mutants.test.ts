// The faults that bench:mutants puts into a file, and what check says of them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/checks/check-files.ts";
import { createParser } from "../../../src/cli/create-parser.ts";
import type { CParser } from "../../../src/csource/parser.ts";
import { mutantsAt } from "../../../tools/mutants/make-mutants.ts";
import {
	renderMutantScore,
	runMutants,
} from "../../../tools/mutants/run-mutants.ts";
import { statementAt } from "../../../tools/mutants/statement-at.ts";

const source = `#include <linux/mm.h>

int use(struct page **pages, int n);

int carry(unsigned long addr, int want)
{
	struct page *pages[8];
	int ret, n;

	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n < want) {
		if (n > 0)
			unpin_user_pages(pages, n);
		return -EFAULT;
	}
	ret = use(pages, n);
	unpin_user_pages(pages,
			 n);
	return ret;
}
`;

let parser: CParser;
let tree: string;

beforeAll(async () => {
	parser = await createParser();
	tree = mkdtempSync(join(tmpdir(), "pinfold-mutants-"));
	mkdirSync(join(tree, "drivers"));
	writeFileSync(join(tree, "drivers/carry.c"), source);
});
afterAll(() => rmSync(tree, { recursive: true }));

function check(text: string) {
	return checkFiles([{ path: "drivers/carry.c", text }], parser, {
		kernel: "6.12",
	});
}

describe("a statement", () => {
	test("is found whole, with its arguments", () => {
		const found = statementAt(source, 17, "unpin_user_pages");
		expect(found).not.toBeNull();
		expect(source.slice(found?.start, found?.end)).toBe(
			"unpin_user_pages(pages,\n\t\t\t n);",
		);
		expect(found?.args.map(({ text }) => text)).toEqual(["pages", "n"]);
	});

	test("is none where the call is part of another", () => {
		expect(statementAt(source, 10, "pin_user_pages_fast")).toBeNull();
		expect(
			statementAt("#define PUT(p) \\\n\tput_page(p);\n", 2, "put_page"),
		).toBe(null);
	});
});

describe("mutants", () => {
	const made = (line: number) => {
		const [site] = check(source).sites;
		if (site === undefined) throw new Error("no site");
		const at = site.releases.find((call) => call.line === line);
		if (at === undefined) throw new Error(`no release on line ${line}`);
		return new Map(
			mutantsAt(site, at, source, site.releases.length).map((mutant) => [
				mutant.kind,
				mutant.text,
			]),
		);
	};

	test("keep the number of lines", () => {
		for (const text of made(17).values())
			expect(text.split("\n").length).toBe(source.split("\n").length);
	});

	test("ask for what was asked for only where less was got", () => {
		expect(made(13).get("requested")).toContain(
			"unpin_user_pages(pages, want)",
		);
		expect(made(17).has("requested")).toBe(false);
	});

	test("are each found, and a harmless change is not", () => {
		const { sites, findings } = check(source);
		expect(findings).toEqual([]);
		const options = { tree, kernel: "6.12", sample: null, seed: 1 } as const;
		const score = runMutants(sites, findings, options, parser);
		expect(renderMutantScore(score, true)).not.toContain("missed");
		expect(score.sameFunction).toEqual({ hits: 9, of: 9 });
		expect(score.alarms).toEqual({ hits: 0, of: 2 });
	});

	test("of a sample are the same each time", () => {
		const { sites, findings } = check(source);
		const places = (seed: number) =>
			runMutants(
				sites,
				findings,
				{ tree, kernel: "6.12", sample: 4, seed },
				parser,
			).outcomes.map(({ place }) => place);
		expect(places(7)).toHaveLength(4);
		expect(places(7)).toEqual(places(7));
	});
});
