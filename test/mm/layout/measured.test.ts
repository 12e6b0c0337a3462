// Every measured row, and every row of the ledger's table of page-flag budgets.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { eraOfRelease } from "#mm/layout/era.ts";
import { isEvicted, widthOf } from "#mm/layout/flag-budget.ts";
import { type MeasuredLayout, measuredLayouts } from "./measured-layouts.ts";
import { layoutOf, readConfig } from "./read-layout.ts";

function derive(name: string): MeasuredLayout {
	const config = readConfig(name);
	const era = eraOfRelease(config.release ?? "");
	if (era === null) throw new Error(`${name} names no era`);
	const { budget, structPage } = layoutOf(config, era);
	const evicted = (field: "node" | "last_cpupid"): number =>
		budget.evictions.find((eviction) => eviction.field === field)?.bits ?? 0;
	const nodes = widthOf(budget, "NODES_WIDTH");
	const cpupid = widthOf(budget, "LAST_CPUPID_WIDTH");
	return {
		config: name,
		bitsPerLong: budget.bitsPerLong,
		flags: widthOf(budget, "NR_PAGEFLAGS"),
		zones: widthOf(budget, "ZONES_WIDTH"),
		nodes,
		nodesShift: nodes + evicted("node"),
		sections: widthOf(budget, "SECTIONS_WIDTH"),
		cpupid,
		cpupidShift: cpupid + evicted("last_cpupid"),
		kasan: widthOf(budget, "KASAN_TAG_WIDTH"),
		lruGen: widthOf(budget, "LRU_GEN_WIDTH"),
		lruRefs: widthOf(budget, "LRU_REFS_WIDTH"),
		structPageBytes: structPage.bytes,
		alignment: structPage.alignment,
	};
}

describe("measured by compiling the kernel's headers", () => {
	test.each(measuredLayouts)("$config", (measured) => {
		expect(derive(measured.config)).toEqual(measured);
	});

	test("every configuration has its row", () => {
		const folder = join(dirname(fileURLToPath(import.meta.url)), "configs");
		expect(readdirSync(folder).sort()).toEqual(
			measuredLayouts.map(({ config }) => `${config}.config`).sort(),
		);
	});

	test("none of them stops the build", () => {
		for (const { config } of measuredLayouts) {
			const parsed = readConfig(config);
			const era = eraOfRelease(parsed.release ?? "");
			expect(era).not.toBeNull();
			if (era !== null)
				expect(layoutOf(parsed, era).budget.problems).toEqual([]);
		}
	});
});

/** FREE of the ledger's table (claims.md, section 7), row by row. */
const ledger: readonly (readonly [string, number])[] = [
	["v5.0-x86_64-defconfig", 33],
	["v5.0-x86_64-distro", 13],
	["v5.0-x86_64-maxsmp", 4],
	["v5.0-arm64-defconfig", 23],
	["v5.0-arm64-big", 7],
	["v5.0-ppc64-defconfig", 14],
	["v5.0-i386-defconfig", 7],
	["v5.0-i386-pae-hwpoison", 6],
	["v5.0-i386-pae-numa-sparse", 0],
	["v5.0-arm-multi_v7", 8],
	["v5.0-arm-versatile", 9],
	["v5.0-m68k-multi", 5],
	["v5.9-m68k-multi", 5],
	["v5.9-i386-defconfig", 7],
	["v5.9-arm64-defconfig", 21],
	["v5.9-s390-defconfig", 20],
	["v6.12-x86_64-defconfig", 35],
	["v6.12-x86_64-distro", 10],
	["v6.12-x86_64-maxsmp", 1],
	["v6.12-arm64-max", 3],
	["v6.12-arm64-max-kasan", 13],
	["v6.12-i386-defconfig", 9],
	["v6.12-i386-pae-hwpoison", 3],
	["v6.12-i386-pae-numa-sparse", 2],
	["v6.12-arm-multi_v7", 10],
	["v6.12-m68k-multi", 10],
	["v6.12-s390-defconfig", 22],
	["v6.12-ppc64-defconfig", 15],
];

describe("the ledger's table", () => {
	test.each(ledger)("%s leaves %i bits", (name, free) => {
		const config = readConfig(name);
		const era = eraOfRelease(config.release ?? "");
		expect(era && layoutOf(config, era).budget.freeBits).toBe(free);
	});

	test("the node is evicted on 32-bit NUMA with sections", () => {
		for (const name of [
			"v5.0-i386-pae-numa-sparse",
			"v6.12-i386-pae-numa-sparse",
		]) {
			const config = readConfig(name);
			const era = eraOfRelease(config.release ?? "");
			expect(era && isEvicted(layoutOf(config, era).budget, "node")).toBe(true);
		}
	});
});
