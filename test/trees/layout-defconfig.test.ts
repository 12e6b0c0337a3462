// Full configurations that the tree's own Kconfig makes, against the ledger's table (claims.md, section 7).

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "#mm/layout/parse-config.ts";
import { layoutOf } from "../mm/layout/read-layout.ts";
import { kernelTree } from "./kernel-tree.ts";

const missing = ["make", "gcc", "flex", "bison"].filter(
	(tool) => spawnSync(tool, ["--version"]).status !== 0,
);

const rows = [
	{ arch: "x86_64", target: "x86_64_defconfig", free: 35, bytes: 64 },
	{ arch: "i386", target: "i386_defconfig", free: 9, bytes: 32 },
];

for (const { arch, target, free, bytes } of rows)
	test(`make ${target} in 6.12 leaves ${free} bits`, ({ skip }) => {
		if (missing.length > 0) return skip(`no ${missing.join(", no ")}`);
		const folder = mkdtempSync(join(tmpdir(), "pinfold-defconfig-"));
		const made = spawnSync(
			"make",
			["-s", "-C", kernelTree("v6.12"), `O=${folder}`, `ARCH=${arch}`, target],
			{ encoding: "utf8" },
		);
		expect(made.stderr).toBe("");
		const config = parseConfig(readFileSync(join(folder, ".config"), "utf8"));
		expect(config.badLines).toEqual([]);
		const { budget, structPage } = layoutOf(config, "v6.12");
		expect(budget.freeBits).toBe(free);
		expect(structPage.bytes).toBe(bytes);
	});
