import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codes } from "#findings/codes.ts";
import { renderCodesPage } from "#report/codes-page.ts";

test("docs/codes.md is what the table of codes says; mend with: npm run docs:codes", () => {
	const page = new URL("../../docs/codes.md", import.meta.url);
	expect(readFileSync(page, "utf8")).toBe(renderCodesPage(codes));
});

test("each code has a section under its own anchor", () => {
	const page = renderCodesPage(codes);
	for (const { code } of codes) {
		expect(page).toContain(`\n## ${code}\n`);
		expect(page).toContain(`(#${code.toLowerCase()})`);
	}
});
