// What pinfold converts from 6.1 to 6.12, beside what the kernel's developers did: docs/convert-history.md.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Figures } from "../../bench/convert/render-comparison.ts";
import { kernelTree } from "./kernel-tree.ts";

const script = fileURLToPath(
	new URL("../../bench/convert/compare-upstream.mjs", import.meta.url),
);

test("6.1 to 6.12: decisions, calls, and nothing against the documentation", () => {
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[script, "--json", kernelTree("v6.1"), kernelTree("v6.12")],
		{ encoding: "utf8" },
	);
	expect(stderr).toBe("");
	const figures: Figures = JSON.parse(stdout);
	const { functions, equalFunctions, pinned, pinnedChanged } = figures;
	expect(functions).toBeGreaterThan(40);
	expect(
		(equalFunctions + pinned - pinnedChanged) / (functions + pinned),
	).toBeGreaterThanOrEqual(0.9);
	expect(pinnedChanged).toBe(0);
	expect(figures.equalFiles).toBeGreaterThanOrEqual(0.7 * figures.files);
	expect(figures.wrong).toBe(0);
});
