import { describe, expect, test } from "vitest";
import { codes } from "#findings/codes.ts";
import { renderCodeList, renderCodePage } from "#report/render-codes.ts";

describe("renderCodeList", () => {
	test("has one line for each code, in order", () => {
		const lines = renderCodeList(codes).trimEnd().split("\n");
		expect(lines.map((line) => line.split(" ")[0])).toEqual(
			codes.map(({ code }) => code),
		);
		for (const [index, entry] of codes.entries())
			expect(lines[index]?.endsWith(`  ${entry.title}`)).toBe(true);
	});
});

describe("renderCodePage", () => {
	test.each(codes)("$code fits a mail and loses no word", (entry) => {
		const page = renderCodePage(entry);
		const [title, kind, ...paragraphs] = page.trimEnd().split("\n\n");
		expect(title).toBe(`${entry.code}: ${entry.title}`);
		expect(kind).toBe(`${entry.severity}, class ${entry.class}`);
		expect(paragraphs.join(" ").split(/\s+/)).toEqual(
			entry.explanation.split(/\s+/),
		);
		for (const line of page.split("\n"))
			expect(line.length).toBeLessThanOrEqual(75);
	});

	test("indented lines and words longer than a line stay as they are", () => {
		const explanation = `\tif (ret < 0)\n\t\treturn ret;\n\n${"x".repeat(90)} y`;
		const entry = { ...codes[0], explanation } as (typeof codes)[number];
		expect(renderCodePage(entry)).toContain(
			`\n\n\tif (ret < 0)\n\t\treturn ret;\n\n${"x".repeat(90)}\ny\n`,
		);
	});
});
