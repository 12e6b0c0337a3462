// The inventory page in a real browser.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "../cli/fake/fake-pinfold.ts";
import { accessibilityFindings } from "./axe.ts";
import { launchChromium, openPage, reasonToSkip } from "./chromium.ts";

const ready = '[data-test="count"]';
const patient = { timeout: 15_000 };
const count = (page: Page) => page.locator(ready).textContent();

describe.skipIf(reasonToSkip !== null)(
	`inventory page${reasonToSkip === null ? "" : ` (${reasonToSkip})`}`,
	() => {
		let browser: Browser;
		let file: string;
		let result: {
			sites: { case: number; line: number; file: string }[];
			findings: { code: string; message: string; file: string }[];
		};
		beforeAll(async () => {
			browser = await launchChromium();
			file = join(makeFolder(), "page.html");
			const run = runPinfold(bundle, [
				"check",
				"samples",
				"--format",
				"json",
				"--html",
				file,
			]);
			result = JSON.parse(run.stdout);
		});
		afterAll(() => browser.close());

		test("lists every site, and asks nobody", async () => {
			const { page, requests, complaints } = await openPage(browser, file, {
				ready,
			});
			expect(await count(page)).toContain(
				`${result.sites.length} sites, ${result.findings.length} findings`,
			);
			expect(await page.locator(".entry").count()).toBeGreaterThanOrEqual(
				result.sites.length,
			);
			expect(requests).toEqual([]);
			expect(complaints).toEqual([]);
			await page.context().close();
		});

		test("filters by text, case and code, together; says when nothing fits", async () => {
			const { page } = await openPage(browser, file, { ready });
			const ofCase = result.sites.filter((site) => site.case === 2).length;
			await page.getByLabel("Case", { exact: true }).selectOption("2");
			await expect.poll(() => count(page), patient).toContain(`${ofCase} site`);
			await page.getByLabel("Search").fill("camera");
			await expect.poll(() => page.locator(".entry").count(), patient).toBe(1);
			await page.getByLabel("Search").fill("camera zebra");
			await page.getByText("Nothing fits all of these filters.").waitFor();
			await page.getByRole("button", { name: "Show all" }).click();
			await expect
				.poll(() => count(page), patient)
				.toContain(`${result.sites.length} sites`);
			const [{ code } = { code: "" }] = result.findings;
			await page.getByRole("button", { name: new RegExp(`^${code}`) }).click();
			const same = result.findings.filter((finding) => finding.code === code);
			await expect
				.poll(
					() => page.locator(".entry summary .tag", { hasText: code }).count(),
					patient,
				)
				.toBe(same.length);
			await page.context().close();
		});

		test("an entry opens by keyboard with its findings, their way and the lines; a link opens it again", async () => {
			const { page } = await openPage(browser, file, { ready });
			const summary = page.locator(".entry summary", {
				hasText: "camera-frames.c",
			});
			await summary.focus();
			await page.keyboard.press("Enter");
			await page.waitForSelector(".finding");
			const about = result.findings.filter(
				({ file: place }) => place === "camera-frames.c",
			);
			expect(about.length).toBeGreaterThan(0);
			expect(await page.locator(".finding").allTextContents()).toEqual(
				about.map(({ message }) => expect.stringContaining(message)),
			);
			expect(
				await page.locator(".finding .source .this").count(),
			).toBeGreaterThan(0);
			const { hash } = new URL(page.url());
			expect(hash).toContain("open=");
			await page.context().close();
			const again = await openPage(browser, file, { ready, hash });
			await again.page.waitForSelector(".finding");
			await again.page.context().close();
		});

		for (const colorScheme of ["light", "dark"] as const)
			for (const width of [1280, 390])
				test(`axe finds nothing: ${colorScheme}, ${width} px, an entry open`, async () => {
					const { page } = await openPage(browser, file, {
						ready,
						colorScheme,
						viewport: { width, height: 844 },
					});
					await page
						.locator(".entry summary", { hasText: "camera-frames.c" })
						.click();
					await page.waitForSelector(".finding");
					expect(await accessibilityFindings(page)).toEqual([]);
					expect(
						await page.evaluate("document.documentElement.scrollWidth"),
					).toBeLessThanOrEqual(width);
					await page.context().close();
				});

		test("may run nothing but its own program", () => {
			const policy = /Content-Security-Policy" content="([^"]+)"/.exec(
				readFileSync(file, "utf8"),
			)?.[1];
			expect(policy).toMatch(
				/^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/,
			);
		});
	},
);
