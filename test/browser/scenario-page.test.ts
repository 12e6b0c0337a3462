// The page of a scenario in a real browser: what a reader can do with it.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "../cli/fake/fake-pinfold.ts";
import { traceEventBreaches } from "../explore/trace-event-rules.ts";
import { accessibilityFindings } from "./axe.ts";
import { launchChromium, openPage, reasonToSkip } from "./chromium.ts";

/** Makes the page of a litmus file with the bundle, as a user does. */
function pageOf(litmus: string, ...more: string[]): string {
	const file = join(makeFolder(), "page.html");
	const run = runPinfold(bundle, [
		"explore",
		`litmus/mm/${litmus}.litmus`,
		"--html",
		file,
		...more,
	]);
	if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`);
	return file;
}

const heard = (page: Page) => page.textContent('[data-test="heard"]');
const verdict = (page: Page) => page.textContent('[data-test="verdict"]');
const position = (page: Page) =>
	page.getAttribute('.row[aria-current="step"]', "data-position");
const steps = (page: Page) => page.locator("[data-position]").count();

describe.skipIf(reasonToSkip !== null)(
	`scenario page${reasonToSkip === null ? "" : ` (${reasonToSkip})`}`,
	() => {
		let browser: Browser;
		let file: string;
		beforeAll(async () => {
			browser = await launchChromium();
			file = pageOf("F3-S14-v6-12-v6.12");
		});
		afterAll(() => browser.close());

		test("opens with the verdict and the simplest run, complains about nothing, asks nobody", async () => {
			const { page, requests, complaints } = await openPage(browser, file);
			expect(await verdict(page)).toContain("F3 can happen");
			expect(await verdict(page)).toContain("332 states");
			await page.waitForSelector(".row[data-position='32']");
			// The start and 32 steps, as `pinfold explore` prints them.
			expect(await steps(page)).toBe(33);
			await page.waitForFunction(
				'document.querySelector(\'[data-test="others"]\')?.textContent?.includes("1 of 24")',
			);
			expect(requests).toEqual([]);
			expect(complaints).toEqual([]);
			await page.context().close();
		});

		test("steps by keyboard and by button; a screen reader hears it", async () => {
			const { page } = await openPage(browser, file);
			await page.waitForSelector(".row[data-position='32']");
			expect(await heard(page)).toBe("Before the first step.");
			for (let step = 0; step < 3; step++)
				await page.keyboard.press("ArrowRight");
			expect(await heard(page)).toBe(
				"Step 3 of 32, driver: mmap_read_lock_killable in __get_user_pages_locked(). app mmap_lock readers 0 becomes 1.",
			);
			await page.keyboard.press("ArrowLeft");
			expect(await position(page)).toBe("2");
			await page.getByRole("button", { name: "Last step" }).click();
			expect(await position(page)).toBe("32");
			expect(await heard(page)).toContain("The failure: F3");
			await page.getByRole("button", { name: "Step back" }).click();
			expect(await position(page)).toBe("31");
			await page.context().close();
		});

		test("the schedule is one stop for Tab; arrows move the focus in it; Home and End work there", async () => {
			const { page } = await openPage(browser, file);
			await page.locator(".row[data-position='0']").focus();
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("ArrowDown");
			const focused = () =>
				page.evaluate("document.activeElement?.dataset.position");
			await expect.poll(focused, { timeout: 10_000 }).toBe("2");
			await page.keyboard.press("End");
			await expect.poll(focused, { timeout: 10_000 }).toBe("32");
			await page.keyboard.press("Tab");
			expect(await focused()).toBeUndefined();
			await page.keyboard.press("Shift+Tab");
			expect(await focused()).toBe("32");
			await page.context().close();
		});

		test("letters and digits do nothing outside the player", async () => {
			const { page } = await openPage(browser, file);
			await page.locator("body").press("2");
			await page.locator("body").press("j");
			expect(await position(page)).toBe("0");
			await page.context().close();
		});

		test("the panel shows only what the step changed, and where it stands in the kernel", async () => {
			const { page } = await openPage(browser, file, { hash: "#at=26" });
			await page.waitForSelector('[data-test="changes"]');
			const changed = await page
				.locator('[data-test="changes"] dt code')
				.allTextContents();
			expect(changed).toEqual(["A.PG_dirty", "A.NR_FILE_DIRTY"]);
			expect(await page.textContent('[data-test="place"]')).toContain(
				"folio_clear_dirty_for_io() in mm/page-writeback.c v6.12",
			);
			await page.context().close();
		});

		test("another branch is a run of its own; looking ahead tells what it means; back leads back", async () => {
			const { page } = await openPage(browser, file);
			await page.waitForSelector(".row[data-position='32']");
			await page.waitForFunction(
				'document.querySelector(".branches")?.textContent?.includes("cannot happen any more")',
			);
			const other = page.locator('.branch[data-planned="false"]');
			expect(await other.count()).toBe(1);
			await other.click();
			expect(await position(page)).toBe("1");
			expect(await steps(page)).toBe(2);
			expect(await heard(page)).toContain("flusher");
			await page.waitForFunction(
				'document.querySelector(\'[data-test="ahead"]\')?.textContent?.includes("cannot happen any more")',
			);
			await page.getByRole("button", { name: "Let everyone finish" }).click();
			await page.waitForSelector(".ending.fine");
			await page.goBack();
			await page.goBack();
			await page.waitForSelector(".row[data-position='32']");
			await page.context().close();
		});

		test("the shortest way to the failure from a branch leads to the failure", async () => {
			const { page } = await openPage(browser, file, {
				hash: "#run=driver*17.flusher&at=18",
			});
			await page
				.getByRole("button", { name: "Shortest way to the failure" })
				.click();
			await page.waitForSelector(".ending.fails");
			await page.context().close();
		});

		test("scheme, policy, kernel and failure are answered anew, and can be put back", async () => {
			const { page } = await openPage(browser, file);
			await page.getByLabel("Scheme").selectOption("S4");
			await page.getByLabel("Policy").selectOption("bounce");
			await page.waitForSelector('[data-verdict="holds"]');
			expect(await verdict(page)).toContain("F3 cannot happen");
			await page.waitForSelector(".ending.fine");
			await page.getByLabel("Failure", { exact: true }).selectOption("F2");
			await page.waitForFunction(
				'document.querySelector(\'[data-test="verdict"]\')?.textContent?.includes("F2")',
			);
			await page.getByLabel("Kernel").selectOption("v5.0");
			await page.waitForSelector(
				'[data-verdict="fails"], [data-verdict="holds"]',
			);
			expect(await page.getByLabel("Scheme").inputValue()).toBe("S0");
			await page.getByRole("button", { name: "As it was" }).click();
			await page.waitForSelector('[data-verdict="fails"]');
			expect(await verdict(page)).toContain("332 states");
			await page.context().close();
		});

		test("a link shows the same: choices, run and step", async () => {
			const { page } = await openPage(browser, file);
			await page.getByLabel("Scheme").selectOption("S4");
			await page.getByLabel("Policy").selectOption("none");
			await page.waitForSelector('[data-verdict="fails"]');
			await page.waitForSelector(".row[data-position='20']");
			await page.locator('.branch[data-planned="false"]').first().click();
			await page.locator(".branch").first().click();
			await page.keyboard.press("ArrowLeft");
			await page.waitForTimeout(300);
			const address = page.url();
			expect(address).toContain("scheme=S4");
			const before = await heard(page);
			await page.context().close();
			const again = await openPage(browser, file, {
				hash: new URL(address).hash,
			});
			expect(await heard(again.page)).toBe(before);
			expect(await again.page.getByLabel("Policy").inputValue()).toBe("none");
			expect(await steps(again.page)).toBe(3);
			await again.page.context().close();
		});

		test("steps that are not needed can be folded away; the one the reader stands at stays", async () => {
			const { page } = await openPage(browser, file);
			await page.getByLabel("Only the steps the failure needs").check();
			// Those that `pinfold explore` marks with ●, and the start.
			const positions = () =>
				page.evaluate(
					'[...document.querySelectorAll("[data-position]")].map(row => row.dataset.position).join()',
				);
			await expect
				.poll(positions, { timeout: 10_000 })
				.toBe("0,9,12,14,24,26,32");
			await page.keyboard.press("ArrowRight");
			await expect
				.poll(positions, { timeout: 10_000 })
				.toBe("0,1,9,12,14,24,26,32");
			expect(await page.locator(".folded").first().textContent()).toBe(
				"steps 2 to 8, none of them needed",
			);
			await page.context().close();
		});

		test("a run can be saved for other tools", async () => {
			const { page, requests } = await openPage(browser, file);
			await page.waitForSelector(".row[data-position='32']");
			await page.locator("summary", { hasText: "Take this run" }).click();
			expect(await page.locator(".save .schedule").textContent()).toBe(
				"driver*17 flusher*14 driver",
			);
			const [download] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("button", { name: "perfetto" }).click(),
			]);
			expect(download.suggestedFilename()).toBe(
				"F3-S14-v6-12-v6.12.perfetto.json",
			);
			const saved = readFileSync(await download.path(), "utf8");
			expect(traceEventBreaches(JSON.parse(saved))).toEqual([]);
			expect(requests).toEqual([]);
			await page.context().close();
		});

		test("a link that cannot be followed says so and shows how far it goes", async () => {
			const { page } = await openPage(browser, file, {
				hash: "#run=driver*17.flusher*90&at=4&scheme=nonsense",
			});
			expect(await page.textContent('[role="alert"]')).toContain(
				"cannot be followed here: flusher cannot go on after",
			);
			expect(await page.getByLabel("Scheme").inputValue()).toBe("S14");
			await page.context().close();
		});

		test("options of the command line are what the page opens with", async () => {
			const chosen = pageOf("F3-S14-v6-12-v6.12", "--scheme", "S4");
			const { page } = await openPage(browser, chosen);
			expect(await page.getByLabel("Scheme").inputValue()).toBe("S4");
			await page.context().close();
		});

		for (const colorScheme of ["light", "dark"] as const)
			for (const width of [1280, 390])
				test(`axe finds nothing: ${colorScheme}, ${width} px, start and failing step`, async () => {
					const { page } = await openPage(browser, file, {
						colorScheme,
						viewport: { width, height: 844 },
						reducedMotion: "reduce",
					});
					await page.waitForSelector(".row[data-position='32']");
					expect(await accessibilityFindings(page)).toEqual([]);
					await page.locator(".row[data-position='32']").click();
					for (const summary of await page.locator("summary").all())
						await summary.click();
					expect(await accessibilityFindings(page)).toEqual([]);
					expect(
						await page.evaluate("document.documentElement.scrollWidth"),
					).toBeLessThanOrEqual(width);
					await page.context().close();
				});

		test("the largest sample: below 1.5 MB, verdict below 1 s, searched in a thread of its own", async () => {
			const largest = pageOf("F15-another-unpins-S5-bounce-v5.0");
			expect(statSync(largest).size).toBeLessThan(1_500_000);
			const { page } = await openPage(browser, largest);
			const took = await page.evaluate(
				"performance.getEntriesByName('verdict')[0]?.startTime",
			);
			expect(took).toBeLessThan(1000);
			// Where the page's own thread does not search, it cannot stand still.
			expect(page.workers().length).toBeGreaterThan(0);
			await page.context().close();
		});

		test("names no place in a network", () => {
			const text = readFileSync(file, "utf8");
			const addresses = [...text.matchAll(/https?:\/\/[^\s"'`<>)]+/g)].map(
				([address]) => address,
			);
			// A name of the SVG standard, which nobody asks for.
			expect(
				addresses.filter(
					(one) =>
						!/^http:\/\/www\.w3\.org\/(2000\/svg|1998\/Math\/MathML|1999\/xhtml)/.test(
							one,
						),
				),
			).toEqual([]);
			expect(text).toContain("default-src 'none'");
		});
	},
);
