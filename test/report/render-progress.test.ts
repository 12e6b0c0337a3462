import { describe, expect, test } from "vitest";
import {
	emptyCounts,
	type ProgressResult,
	type StatedSite,
	type TreeProgress,
} from "#findings/conversion-progress.ts";
import { renderProgress } from "#report/render-progress.ts";
import { renderProgressHtml } from "#report/render-progress-html.ts";
import { sampleSite } from "./sample-site.ts";

const missed: StatedSite = {
	site: { ...sampleSite, file: "drivers/foo/<b>.c", kind: "get" },
	state: "missed",
	reason: "case 2, FOLL_LONGTERM",
	subsystem: "drivers/foo",
};
const counts = { ...emptyCounts(), pin: 2, missed: 1 };
const older: TreeProgress = {
	label: "v6.1",
	path: "linux-6.1",
	kernel: "6.1",
	kernelFrom: "tree",
	counts,
	subsystems: [{ name: "drivers/foo", counts }],
	sites: [missed],
	skipped: {},
};
const newer: TreeProgress = {
	...older,
	label: "v6.12",
	counts: { ...emptyCounts(), pin: 3 },
	subsystems: [
		{ name: "block", counts: { ...emptyCounts(), left: 1 } },
		{ name: "drivers/foo", counts: { ...emptyCounts(), pin: 3 } },
	],
	sites: [],
};
const result = (...trees: TreeProgress[]): ProgressResult => ({
	schema: 1,
	tool: { name: "pinfold", version: "1.2.3" },
	trees,
});

describe("renderProgress", () => {
	test("one tree: its subsystems, and the sites that are no pins with the reason", () => {
		const text = renderProgress(result(older));
		expect(text).toContain("pinned of due  2/3 66%\n");
		expect(text).toMatch(/^drivers\/foo +2 +1$/m);
		expect(text).toMatch(/<b>\.c:120 .*foo_map\(\) +case 2, FOLL_LONGTERM$/m);
	});

	test("several trees: side by side, without lists, subsystems with something due", () => {
		const text = renderProgress(result(older, newer));
		expect(text).toMatch(/^pinned of due +2\/3 66% +3\/3 100%$/m);
		expect(text).toMatch(/^drivers\/foo +2\/3 +3\/3$/m);
		expect(text).not.toMatch(/^block/m);
		expect(text).not.toContain("FOLL_LONGTERM");
	});

	test("a percentage is never rounded up to done", () => {
		const nearly = { ...emptyCounts(), pin: 999, missed: 1 };
		expect(renderProgress(result({ ...older, counts: nearly }))).toContain(
			"999/1000 99%",
		);
	});

	test("says what the numbers rest on", () => {
		const text = renderProgress(
			result({ ...older, kernelFrom: "newest", skipped: { binary: 2 } }),
		);
		expect(text).toContain("linux-6.1: no kernel tree");
		expect(text).toContain("linux-6.1: files not looked at: 2 binary");
	});
});

describe("renderProgressHtml", () => {
	const page = renderProgressHtml(result(older, newer));

	test("needs no script and loads nothing", () => {
		expect(page).not.toMatch(/<script|<link|https?:|url\(|@import/);
	});

	test("knows dark paper and narrow ones", () => {
		expect(page).toContain("prefers-color-scheme:dark");
		expect(page).toContain('name="viewport"');
	});

	test("shows every tree and the sites, with names that are no markup", () => {
		expect(page).toContain("<b>v6.1</b>");
		expect(page).toContain("<b>v6.12</b>");
		expect(page).toContain("drivers/foo/&lt;b&gt;.c:120");
		expect(page).not.toContain("<b>.c");
	});
});
