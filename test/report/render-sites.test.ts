import { describe, expect, test } from "vitest";
import type { Site } from "#findings/site.ts";
import { renderSites } from "#report/render-sites.ts";
import { sampleSite } from "./sample-site.ts";

const release = { api: "unpin_user_pages", file: "foo.c", line: 9 };

/** The fields of the only row. */
function row(changes: Partial<Site>): string[] {
	const table = renderSites([{ ...sampleSite, ...changes }], (file) => file);
	return (table.split("\n")[1] ?? "").split(/ {2,}/);
}

describe("renderSites", () => {
	test("has a header, aligned columns and no blanks at the end of a line", () => {
		const table = renderSites(
			[
				{ ...sampleSite, releases: [{ ...release, function: "foo_unmap" }] },
				{ ...sampleSite, function: "g", flags: "", case: 0 },
			],
			(file) => `drivers/${file}`,
		);
		expect(table).toBe(
			`SITE               FUNCTION  API                  KIND  FLAGS                     CASE  LIFETIME  RELEASES
drivers/foo.c:120  foo_map   pin_user_pages_fast  pin   FOLL_WRITE|FOLL_LONGTERM  2     object    unpin_user_pages in foo_unmap
drivers/foo.c:120  g         pin_user_pages_fast  pin   -                         -     object    -
`,
		);
	});

	test("no site is no table", () => {
		expect(renderSites([], (file) => file)).toBe("");
	});

	test("flags over several lines become one word, long ones are cut", () => {
		expect(row({ flags: "write\n\t\t? FOLL_WRITE : 0" })[4]).toBe(
			"write?FOLL_WRITE:0",
		);
		expect(row({ flags: "x".repeat(41) })[4]).toBe(`${"x".repeat(39)}…`);
		expect(row({ flags: "x".repeat(40) })[4]).toBe("x".repeat(40));
	});

	test("a release in the same function needs no place, the same twice is said once", () => {
		const here = { ...release, function: "foo_map" };
		const there = { ...release, function: "foo_close" };
		expect(row({ releases: [here, there, { ...here, line: 10 }] })[7]).toBe(
			"unpin_user_pages, unpin_user_pages in foo_close",
		);
	});

	test("without a release the last that is known of the owner is said", () => {
		const at = { file: "foo.c", line: 1 };
		expect(
			row({
				ownership: [
					{ ...at, text: "stored in f->pages" },
					{ ...at, text: "ownership leaves through add_buffer()" },
				],
			})[7],
		).toBe("- (ownership leaves through add_buffer())");
	});
});
