import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ProgressResult } from "#findings/conversion-progress.ts";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "./fake/fake-pinfold.ts";

const driver = (release: string): string => `
static int foo_dma(struct foo *foo, unsigned long at)
{
	struct page *page;

	if (get_user_pages_fast(at, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	foo->dma = dma_map_page(foo->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	foo_wait(foo);
	dma_unmap_page(foo->dev, foo->dma, PAGE_SIZE, DMA_FROM_DEVICE);
	set_page_dirty_lock(page);
	${release}(page);
	return 0;
}
`;

function kernelTree(minor: number, release: string): string {
	return makeFolder({
		Makefile: `VERSION = 5\nPATCHLEVEL = ${minor}\nSUBLEVEL = 0\n`,
		"mm/gup.c": "",
		"drivers/foo/foo.c": driver(release),
	});
}

const old = kernelTree(0, "put_page");
const half = kernelTree(4, "put_user_page");

function progress(...args: string[]) {
	return runPinfold(bundle, ["progress", "--no-cache", ...args]);
}

describe("pinfold progress", () => {
	test("reads each tree for its own kernel", () => {
		const { stdout, status } = progress("--format", "json", old, half);
		const { trees }: ProgressResult = JSON.parse(stdout);
		expect(
			trees.map(({ label, kernelFrom, sites }) => [
				label,
				kernelFrom,
				sites.map(({ state, subsystem }) => [state, subsystem]),
			]),
		).toEqual([
			["v5.0", "tree", [["missed", "drivers/foo"]]],
			["v5.4", "tree", [["put_user_page", "drivers/foo"]]],
		]);
		expect(status).toBe(0);
	});

	test("writes the page beside the text", () => {
		const file = join(makeFolder(), "page.html");
		const { stdout } = progress("--html", file, old);
		expect(stdout).toMatch(/^missed +1$/m);
		expect(readFileSync(file, "utf8")).toBe(
			progress("--format", "html", old).stdout,
		);
	});

	test.each([
		[["/nowhere/linux"], "/nowhere/linux: no such file or directory"],
		[["--html", "/nowhere/page.html", old], "--html: ENOENT"],
		[[], "missing required argument 'path'"],
		[["--format", "sarif", old], "Allowed choices are text, json, html"],
	])("refuses %j in a sentence", (args, sentence) => {
		const { stdout, stderr, status } = progress(...args);
		expect(stdout).toBe("");
		expect(stderr.split("\n")).toHaveLength(2);
		expect(stderr).toContain(sentence);
		expect(status).toBe(2);
		expect(existsSync("/nowhere")).toBe(false);
	});
});
