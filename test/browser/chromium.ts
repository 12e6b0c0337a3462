// Debian's Chromium, driven by playwright-core. Playwright's own browsers are not used: nothing is downloaded.

import { existsSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
const executablePath =
	process.env.PINFOLD_CHROMIUM ?? places.find((path) => existsSync(path));

/** Why the tests in a browser cannot run here, or null. In CI there is no such reason: it installs Chromium. */
export const reasonToSkip =
	executablePath === undefined && process.env.CI === undefined
		? "no Chromium: apt install chromium, or PINFOLD_CHROMIUM=…"
		: null;

export async function launchChromium(): Promise<Browser> {
	if (executablePath === undefined)
		throw new Error("no Chromium here: bash .ci/run installs it");
	// Containers have no user namespaces, which its sandbox needs. The pages are our own.
	return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

export interface OpenPage {
	page: Page;
	/** Addresses that the page asked for, besides itself and its own program. */
	requests: string[];
	/** Errors and refusals of the content security policy. */
	complaints: string[];
}

/** Opens a file and waits until `ready` is there. */
export async function openPage(
	browser: Browser,
	file: string,
	{
		hash = "",
		ready = '[data-verdict="fails"], [data-verdict="holds"]',
		...options
	}: BrowserContextOptions & { hash?: string; ready?: string } = {},
): Promise<OpenPage> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 860 },
		...options,
	});
	const page = await context.newPage();
	const address = `file://${file}`;
	const opened: OpenPage = { page, requests: [], complaints: [] };
	context.on("request", (request) => {
		const url = request.url();
		if (!url.startsWith(address) && !url.startsWith("blob:"))
			opened.requests.push(url);
	});
	page.on("console", (message) => {
		if (message.type() === "error") opened.complaints.push(message.text());
	});
	page.on("pageerror", (error) => opened.complaints.push(error.message));
	await page.goto(`${address}${hash}`);
	await page.waitForSelector(ready, { timeout: 20_000 });
	return opened;
}
