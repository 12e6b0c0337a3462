// `pinfold convert` from the outside: what it prints, writes and refuses.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeFolder, runPinfold } from "./fake/fake-pinfold.ts";

const bundle = fileURLToPath(
	new URL("../../dist/pinfold.mjs", import.meta.url),
);

const sample = fileURLToPath(
	new URL("../../samples/radio-ring.c", import.meta.url),
);

const source = `// SPDX-License-Identifier: MIT
#include <linux/mm.h>

/* \u00e9 */
int lamp_blink(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	lamp_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE));
	put_page(page);
	return 0;
}

int lamp_node(unsigned long addr)
{
	struct page *page;
	int node;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	node = page_to_nid(page);
	put_page(page);
	return node;
}
`;

const converted = source
	.replace("get_user_pages_fast", "pin_user_pages_fast")
	.replace("put_page", "unpin_user_page");

function git(folder: string, ...args: string[]): string {
	return execFileSync(
		"git",
		["-c", "user.name=t", "-c", "user.email=t@example.org", ...args],
		{ cwd: folder, encoding: "utf8" },
	);
}

/** A git repository with the source committed; in Latin-1 where asked. */
function repository(encoding: "utf8" | "latin1" = "utf8"): string {
	const folder = makeFolder();
	writeFileSync(join(folder, "lamp.c"), source, encoding);
	git(folder, "init", "-q");
	git(folder, "add", "lamp.c");
	git(folder, "commit", "-q", "-m", "lamp");
	return folder;
}

function convert(folder: string, ...args: string[]) {
	return runPinfold(bundle, ["convert", ...args], { cwd: folder });
}

/** A device writes to its page, and nothing marks it: that is older than any conversion. */
const unmarked = source
	.replace("addr, 1, 0, &page", "addr, 1, FOLL_WRITE, &page")
	.replace("DMA_TO_DEVICE", "DMA_FROM_DEVICE");

describe("pinfold convert", () => {
	test("what was wrong before is told apart from the conversion, and mended with --mend alone", () => {
		const folder = makeFolder({ "lamp.c": unmarked });
		const diffOf = (...more: string[]): string =>
			convert(folder, "lamp.c", "--to", "6.12", "--dry-run", ...more).stdout;
		expect(diffOf()).toContain("+\tunpin_user_page(page);");
		expect(diffOf("--mend")).toContain(
			"+\tunpin_user_pages_dirty_lock(&page, 1, true);",
		);
		const { stdout } = convert(folder, "lamp.c", "--to", "6.12");
		expect(stdout).toMatch(
			/check: holds: .*once the mends are made\. Mended apart from the conversion: PF301 in lamp_blink\(\)/,
		);
		expect(stdout).toContain("== mend on top, lamp.c: marks the pages dirty");
		expect(stdout).toContain("; 1 patch on top to mend what was wrong there");
		const [patch] = JSON.parse(
			convert(folder, "lamp.c", "--to", "6.12", "--format", "json").stdout,
		).patches;
		expect(patch.diff).toContain("+\tunpin_user_page(page);");
		expect(patch.mends).toMatchObject([
			{ kind: "dirty", mended: [{ code: "PF301", function: "lamp_blink" }] },
		]);
	});

	test("--apply says that there is more to mend", () => {
		const folder = makeFolder({ "lamp.c": unmarked });
		git(folder, "init", "-q");
		git(folder, "add", "lamp.c");
		git(folder, "commit", "-q", "-m", "lamp");
		const apply = ["lamp.c", "--to", "6.12", "--apply"];
		expect(convert(folder, ...apply).stderr).toBe(
			"pinfold: 1 file written; --mend also mends what was wrong there before\n",
		);
		git(folder, "checkout", "-q", "lamp.c");
		expect(convert(folder, ...apply, "--mend").stderr).toBe(
			"pinfold: 1 file written\n",
		);
		expect(readFileSync(join(folder, "lamp.c"), "utf8")).toContain(
			"unpin_user_pages_dirty_lock(&page, 1, true);",
		);
	});

	test("says what it decides, proves it and shows the diff", () => {
		const { stdout, status } = convert(repository(), "lamp.c", "--to", "6.12");
		expect(status).toBe(0);
		expect(stdout).toContain(
			"lamp.c:9: convert: get_user_pages_fast() -> pin_user_pages_fast() in lamp_blink(): a device works on the contents",
		);
		expect(stdout).toContain(
			"lamp.c:21: leave: get_user_pages_fast() in lamp_node(): only struct page is looked at (case 4)",
		);
		expect(stdout).toContain("check: holds:");
		expect(stdout).toContain("convert-again: holds:");
		expect(stdout).toContain("+\tunpin_user_page(page);");
	});

	test.each(["utf8", "latin1"] as const)(
		"--dry-run prints what git applies, in the bytes of the file (%s)",
		(encoding) => {
			const folder = repository(encoding);
			const diff = execFileSync(
				process.execPath,
				[bundle, "convert", "lamp.c", "--to", "6.12", "--dry-run"],
				{ cwd: folder },
			);
			execFileSync("git", ["apply", "-"], { cwd: folder, input: diff });
			expect(readFileSync(join(folder, "lamp.c"), encoding)).toBe(converted);
		},
	);

	test.each(["utf8", "latin1"] as const)(
		"--apply writes the file in its encoding (%s)",
		(encoding) => {
			const folder = repository(encoding);
			const { stderr, status } = convert(
				folder,
				".",
				"--to",
				"6.12",
				"--apply",
			);
			expect([status, stderr]).toEqual([0, "pinfold: 1 file written\n"]);
			expect(readFileSync(join(folder, "lamp.c"), encoding)).toBe(converted);
		},
	);

	test("JSON has a decision for each site, and patches", () => {
		const folder = repository();
		const { stdout } = convert(
			folder,
			...["lamp.c", "--to", "6.12", "--format", "json"],
		);
		const result = JSON.parse(stdout);
		expect(result).toMatchObject({ schema: 1, to: "6.12", from: null });
		expect(result.sites).toHaveLength(2);
		expect(result.sites[0]).toMatchObject({
			site: "lamp.c:lamp_blink:get_user_pages_fast:1",
			file: "lamp.c",
			function: "lamp_blink",
			line: 9,
			case: 1,
			decision: "convert",
			becomes: "pin_user_pages_fast",
		});
		expect(result.patches).toHaveLength(1);
		expect(result.patches[0].sites).toEqual([result.sites[0].site]);
		expect(result.patches[0].diff).toContain("--- a/lamp.c\n+++ b/lamp.c\n");
	});

	test("--model says what can go wrong before and after", () => {
		const folder = makeFolder({ "radio-ring.c": readFileSync(sample, "utf8") });
		const { stdout } = convert(
			folder,
			...["radio-ring.c", "--to", "6.12", "--model", "--format", "json"],
		);
		const [patch] = JSON.parse(stdout).patches;
		expect(patch.proof.at(-1)).toMatchObject({
			kind: "model",
			outcome: "holds",
		});
		expect(patch.proof.at(-1).detail).toMatch(
			/^radio_set_ring\(\): F\d.* can be reached as it was, none can be reached after, of \d+ failures asked for\.$/,
		);
	});

	test("refuses a dirty tree, in one sentence", () => {
		const folder = repository();
		writeFileSync(join(folder, "lamp.c"), `${source}\n`);
		const { stdout, stderr, status } = convert(
			folder,
			...[".", "--to", "6.12", "--apply"],
		);
		expect([status, stdout, stderr]).toEqual([
			2,
			"",
			"pinfold: --apply: the git tree has changes that are not committed; commit or stash them first\n",
		]);
	});

	test.each([
		[["--to", "5.0"], "nothing to convert to before 5.2"],
		[["--to", "banana"], "unknown kernel version 'banana'"],
		[[], "required option '--to <X.Y>' not specified"],
		[["--to", "6.12", "--build", "nowhere"], "--build nowhere: no Makefile"],
		[["--to", "6.12", "--apply", "--dry-run"], "cannot be used with"],
	])("refuses %j", (args, sentence) => {
		const { stderr, status } = convert(repository(), "lamp.c", ...args);
		expect(status).toBe(2);
		expect(stderr).toContain(sentence);
		expect(stderr.trimEnd().split("\n")).toHaveLength(1);
	});
});
