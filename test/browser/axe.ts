import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);

/** Rules of WCAG 2.2 AA and axe's best practice that the page breaks, with the elements that break them. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
	// By the debugger, so that the page's own policy need not let it in.
	await page.evaluate(source);
	const findings = (await page.evaluate(`axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	}).then(({ violations }) => violations.map(({ id, impact, nodes }) =>
		impact + " " + id + ": " + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + " | " + failureSummary).join(" ; ")))`)) as string[];
	return findings;
}
