import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { entries } from "#catalog/catalog.ts";
import { catalogPage } from "../../tools/catalog-page.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test("docs/catalog.md is what npm run docs:catalog writes", () => {
	const committed = readFileSync(join(root, "docs", "catalog.md"), "utf8");
	expect(committed === catalogPage(), "run npm run docs:catalog").toBe(true);
});

test("the page has every entry, and rows as wide as their head", () => {
	const page = catalogPage();
	for (const entry of entries) expect(page).toContain(`### ${entry.name}\n`);
	for (const block of page
		.trim()
		.split("\n\n")
		.filter((one) => one.startsWith("|"))) {
		const widths = block
			.split("\n")
			.map((line) => line.replaceAll("\\|", "").split("|").length);
		expect(new Set(widths).size, block.split("\n")[0]).toBe(1);
	}
});
