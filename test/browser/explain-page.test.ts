// The page of an explanation in a real browser: forms of the code, questions, and lines of C beside the steps.

import { statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "../cli/fake/fake-pinfold.ts";
import { accessibilityFindings } from "./axe.ts";
import { launchChromium, openPage, reasonToSkip } from "./chromium.ts";

function explain(place: string) {
	const folder = makeFolder();
	const file = join(folder, "page.html");
	const args = ["explain", place];
	const page = runPinfold(bundle, [...args, "--html", file]);
	if (page.status !== 0) throw new Error(`${page.stdout}\n${page.stderr}`);
	const json = runPinfold(bundle, [...args, "--format", "json"]);
	return { file, explanation: JSON.parse(json.stdout) };
}

/** The machine that tests run on has other things to do. */
const patient = { timeout: 15_000 };

interface ToldOutcome {
	name: string;
	path: string;
	reachable: boolean;
	stuck: boolean;
	steps: unknown[];
}

const verdict = (page: Page) =>
	page.locator('[data-test="verdict"]').textContent();

describe.skipIf(reasonToSkip !== null)(
	`page of an explanation${reasonToSkip === null ? "" : ` (${reasonToSkip})`}`,
	() => {
		let browser: Browser;
		let file: string;
		let outcomes: ToldOutcome[];
		beforeAll(async () => {
			browser = await launchChromium();
			const explained = explain("samples/radio-ring.c:38");
			file = explained.file;
			outcomes = [
				...explained.explanation.outcomes,
				...explained.explanation.afterConversion,
			];
		});
		afterAll(() => browser.close());

		test("answers every question in the browser as the command line did", async () => {
			const { page, requests, complaints } = await openPage(browser, file);
			await page
				.locator("summary", { hasText: "cannot happen" })
				.first()
				.click();
			expect(outcomes.length).toBeGreaterThan(10);
			for (const { name, path, reachable } of outcomes) {
				const says = reachable ? "can happen" : "cannot happen";
				const mark = page.getByRole("button", {
					name: `${name}, ${path}: ${says}`,
					exact: true,
				});
				await mark.click();
				await page.waitForSelector(
					`[data-verdict="${reachable ? "fails" : "holds"}"]`,
				);
				await expect.poll(() => verdict(page), patient).toContain(name);
			}
			expect(requests).toEqual([]);
			expect(complaints).toEqual([]);
			await page.context().close();
		});

		test("the run is the one the command line tells", async () => {
			const { page } = await openPage(browser, file);
			for (const { name, path, reachable, steps } of outcomes) {
				if (!reachable) continue;
				await page
					.getByRole("button", { name: `${name}, ${path}: can happen` })
					.click();
				await expect
					.poll(() => page.locator("[data-position]").count(), patient)
					.toBe(steps.length + 1);
			}
			await page.context().close();
		});

		test("a step of the driver shows its line of C; one of the kernel its place", async () => {
			const { page } = await openPage(browser, file, {
				hash: "#ask=lost-update-the-page-counts-as-clean-the-disk-has-the-old-data&at=5",
			});
			await page.waitForSelector('[data-test="source"]');
			expect(await page.textContent('[data-test="source"] figcaption')).toMatch(
				/radio-ring\.c:42$/,
			);
			expect(await page.textContent('[data-test="source"] .this')).toContain(
				"dma_map_page(",
			);
			await page.keyboard.press("ArrowRight");
			await page.waitForSelector('[data-test="place"]');
			expect(await page.locator('[data-test="source"]').count()).toBe(0);
			await page.context().close();
		});

		test("the switch for the code keeps the question; another scheme is answered for all questions", async () => {
			const { page } = await openPage(browser, file, {
				hash: "#ask=fsync-returns-without-the-data",
			});
			expect(await verdict(page)).toContain("F5 can happen");
			await page.getByRole("radio", { name: "after the change" }).check();
			await page.waitForSelector('[data-verdict="holds"]');
			expect(await verdict(page)).toContain("F5 cannot happen");
			expect(page.url()).toContain("form=after-the-change");
			await page.getByLabel("Kernel").selectOption("v5.0");
			await page.waitForFunction(
				'!document.querySelector(".asked").textContent.includes("…")',
			);
			// v5.0 refuses no long-term pins of file pages.
			await page.waitForSelector('[data-verdict="fails"]');
			await page.waitForSelector(
				'[aria-label="fsync() returns without the data, after the change: can happen"]',
			);
			await page.context().close();
		});

		for (const colorScheme of ["light", "dark"] as const)
			for (const width of [1280, 390])
				test(`axe finds nothing: ${colorScheme}, ${width} px`, async () => {
					const { page } = await openPage(browser, file, {
						colorScheme,
						viewport: { width, height: 844 },
						hash: "#ask=fsync-returns-without-the-data&at=5",
					});
					await page.waitForSelector('[data-test="source"]');
					expect(await accessibilityFindings(page)).toEqual([]);
					expect(
						await page.evaluate("document.documentElement.scrollWidth"),
					).toBeLessThanOrEqual(width);
					await page.context().close();
				});

		test("is below 1.5 MB and reaches its verdict below 1 s", async () => {
			expect(statSync(file).size).toBeLessThan(1_500_000);
			const { page } = await openPage(browser, file);
			expect(
				await page.evaluate(
					"performance.getEntriesByName('verdict')[0]?.startTime",
				),
			).toBeLessThan(1000);
			await page.context().close();
		});
	},
);
