import { describe, expect, test } from "vitest";
import type { Site } from "#findings/site.ts";
import { percent } from "../../../tools/scoring/fraction.ts";
import { readCalls } from "../../../tools/scoring/read-calls.ts";
import { readTable } from "../../../tools/scoring/read-table.ts";
import {
	renderSiteScore,
	scoreSites,
} from "../../../tools/scoring/score-sites.ts";

const table = readTable(
	[
		"file\tfunction\tline\tacquire_api\trelease_api\tdirty_api\tcase\tarea\taccess",
		"drivers/a.c\tmap\t4\tpin_user_pages_fast\tunpin_user_pages@drivers/a.c:map:9; unpin_user_page@drivers/a.c:drop:20,21\tnone\t2\tuser\tdev-rw",
		"drivers/b.c\tpeek\t3\tget_user_pages\tcaller\tcaller\t0\tuser\tpipe-reader",
		"drivers/c.c\tscan\t3\tiov_iter_extract_pages\tnone(no-ref)\tnone\t1\tuser\tdev-read",
		"mm/d.c\tcore\t3\tget_user_pages\tput_page@mm/d.c:core:5\tnone\t4\tmm\tnone",
	].join("\n"),
);

const sources: Record<string, string> = {
	"drivers/a.c":
		"int map(void)\n{\n\tint n;\n\tn = pin_user_pages_fast(a, 1, 0, p);\n\t/* get_user_pages(x) */\n}\n",
	"drivers/b.c": "int peek(void)\n{\n\treturn get_user_pages(a, 1, 0, p);\n}\n",
	"drivers/c.c":
		"int scan(void)\n{\n\treturn iov_iter_extract_pages(i, &p, 1, 1, 0, &o);\n}\n\nlong get_user_pages(unsigned long start)\n{\n}\n",
};

const blank: Site = {
	id: "",
	file: "",
	function: "",
	line: 0,
	column: 1,
	api: "",
	kind: "pin",
	flags: "",
	case: 0,
	caseEvidence: [],
	access: "none",
	lifetime: "unknown",
	configurations: [],
	releases: [],
	dirties: [],
	ownership: [],
	damage: [],
};
const release = (api: string, name: string) => ({
	api,
	file: "drivers/a.c",
	function: name,
	line: 1,
});
const a: Site = {
	...blank,
	file: "drivers/a.c",
	function: "map",
	line: 4,
	api: "pin_user_pages_fast",
	case: 2,
	access: "dev-rw",
	releases: [
		release("unpin_user_pages", "map"),
		release("unpin_user_page", "drop"),
	],
};
const b: Site = {
	...blank,
	file: "drivers/b.c",
	function: "peek",
	line: 3,
	api: "get_user_pages",
	releases: [release("put_page", "anybody")],
};
const c: Site = {
	...blank,
	file: "drivers/c.c",
	function: "scan",
	line: 3,
	api: "iov_iter_extract_pages",
	case: 1,
	access: "dev-read",
};

const score = (...sites: Site[]) =>
	scoreSites(table, sites, (path) => sources[path] ?? null);

describe("the score of the sites", () => {
	test("a result that says what the table says has full marks", () => {
		const full = score(a, b, c);
		expect(full).toMatchObject({
			found: { hits: 3, of: 3 },
			releaseRecall: { hits: 2, of: 2 },
			releasePrecision: { hits: 2, of: 2 },
			caseEqual: { hits: 3, of: 3 },
			accessEqual: { hits: 2, of: 2 },
			invented: [],
			notInTable: [],
			damaged: [],
			misses: [],
		});
	});

	test("an empty result finds nothing, and has nothing to compare", () => {
		const none = score();
		expect(none.found).toEqual({ hits: 0, of: 3 });
		expect(none.releaseRecall.of).toBe(0);
		expect(none.misses).toHaveLength(3);
	});

	test.each([
		["line", { ...a, line: 5 }],
		["function", { ...a, function: "other" }],
		["api", { ...a, api: "pin_user_pages" }],
		["file", { ...a, file: "drivers/b.c" }],
	])("a site with another %s is not that site", (_, site) => {
		expect(score(site).found.hits).toBe(0);
	});

	test("half of the releases, and one that is none", () => {
		const half = score({
			...a,
			releases: [
				release("unpin_user_pages", "map"),
				release("put_page", "map"),
			],
		});
		expect(half.releaseRecall).toEqual({ hits: 1, of: 2 });
		expect(half.releasePrecision).toEqual({ hits: 1, of: 2 });
		expect(half.misses.filter((miss) => miss.includes("release"))).toHaveLength(
			2,
		);
	});

	test("a release where the call takes no reference lowers the precision", () => {
		const wrong = score({ ...c, releases: [release("put_page", "scan")] });
		expect(wrong.releasePrecision).toEqual({ hits: 0, of: 1 });
	});

	test("dirty calls are scored apart from releases", () => {
		const wrong = score({ ...a, dirties: [release("set_page_dirty", "map")] });
		expect(wrong.dirtyPrecision).toEqual({ hits: 0, of: 1 });
		expect(wrong.releasePrecision).toEqual({ hits: 2, of: 2 });
	});

	test("case and access must be equal", () => {
		const wrong = score({ ...a, case: 1, access: "dev-read" });
		expect(wrong.caseEqual).toEqual({ hits: 0, of: 1 });
		expect(wrong.accessEqual).toEqual({ hits: 0, of: 1 });
	});

	test("one call seen in two configurations counts once, with the releases of both", () => {
		const [first, second] = a.releases.map((call) => ({
			...a,
			releases: [call],
		}));
		if (first === undefined || second === undefined) throw new Error("two");
		expect(score(first, second)).toMatchObject({
			found: { hits: 1, of: 3 },
			releaseRecall: { hits: 2, of: 2 },
		});
	});

	test("a comment or a definition is invented, a real call beside the table is not", () => {
		const comment = { ...a, line: 5, api: "get_user_pages" };
		const definition = { ...c, line: 6, api: "get_user_pages" };
		const core = { ...b, file: "mm/gup.c", line: 99 };
		const found = score(a, b, c, comment, definition, core);
		expect(found.invented).toEqual([comment, definition]);
		expect(found.notInTable).toEqual([]);
		const other = scoreSites(
			table.slice(1),
			[a],
			(path) => sources[path] ?? null,
		);
		expect(other.notInTable).toEqual([a]);
		expect(other.invented).toEqual([]);
	});

	test("a damaged function is counted", () => {
		const damage = [{ file: "drivers/a.c", line: 4, text: "?" }];
		const found = score({ ...a, damage });
		expect(found.damaged).toHaveLength(1);
		expect(found.damagedAnywhere).toBe(1);
	});

	test("the figures are printed with their counts", () => {
		expect(renderSiteScore(score(a))).toContain("sites found");
		expect(renderSiteScore(score(a))).toMatch(/sites found +1 \/ 3 +33\.3 %/);
		expect(percent({ hits: 0, of: 0 })).toBe(100);
	});
});

describe("the cells of the table", () => {
	test("calls, none, prose", () => {
		expect(readCalls("none")).toEqual({ kind: "calls", calls: [] });
		expect(readCalls("caller").kind).toBe("open");
		expect(readCalls("consumed by memory_failure")).toEqual({
			kind: "open",
			calls: [],
		});
		expect(readCalls("put_page@a/b.c:f:1,2; folio_put@c.c:g:3")).toEqual({
			kind: "calls",
			calls: [
				{ api: "put_page", file: "a/b.c", function: "f" },
				{ api: "folio_put", file: "c.c", function: "g" },
			],
		});
	});
});
