// pinfold layout on Debian's real configurations, against what gcc makes of Debian's own headers, and the rules against
// the trees they were read from.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Era } from "#mm/layout/era.ts";
import { widthOf } from "#mm/layout/flag-budget.ts";
import { pageFlagLists } from "#mm/layout/page-flags.ts";
import { parseConfig } from "#mm/layout/parse-config.ts";
import { freeLowVmFlags } from "#mm/layout/vm-flags.ts";
import { layoutOf } from "../mm/layout/read-layout.ts";
import {
	compileLayout,
	debianConfigs,
	debianHeaders,
	generatedBounds,
} from "./debian-kernel.ts";
import { kernelTree } from "./kernel-tree.ts";

const releases = ["6.1", "6.12"] as const;

function eraOf(release: (typeof releases)[number]): Era {
	return `v${release}`;
}

describe.each(releases)("Debian's %s", (release) => {
	const headers = debianHeaders(release);
	const configs = debianConfigs(release);

	test("the configuration of the headers gives their bounds.h", ({ skip }) => {
		if (headers === null)
			return skip(`no linux-headers-${release}…-amd64, or no gcc`);
		const text = readFileSync(join(headers.flavour, ".config"), "utf8");
		const config = parseConfig(text);
		expect(config.badLines).toEqual([]);
		expect(config.options.size).toBeGreaterThan(5000);
		const { budget } = layoutOf(config, eraOf(release));
		const bounds = generatedBounds(headers);
		expect(widthOf(budget, "NR_PAGEFLAGS")).toBe(bounds.NR_PAGEFLAGS);
		expect(widthOf(budget, "LRU_GEN_WIDTH")).toBe(bounds.LRU_GEN_WIDTH);
		expect(2 ** widthOf(budget, "ZONES_WIDTH")).toBeGreaterThanOrEqual(
			bounds.MAX_NR_ZONES ?? Number.NaN,
		);
		expect(widthOf(budget, "LAST_CPUPID_WIDTH") - 8).toBe(bounds.NR_CPUS_BITS);
	});

	test("every configuration lays out as gcc lays it out", ({ skip }) => {
		if (headers === null)
			return skip(`no linux-headers-${release}…-amd64, or no gcc`);
		if (configs.length === 0) return skip(`no linux-config-${release}`);
		for (const { name, text } of configs) {
			const { budget, structPage } = layoutOf(
				parseConfig(text),
				eraOf(release),
			);
			const compiled = compileLayout(headers, kernelTree(`v${release}`), text);
			const derived = {
				BITS_PER_LONG: budget.bitsPerLong,
				NR_PAGEFLAGS: widthOf(budget, "NR_PAGEFLAGS"),
				LRU_GEN_WIDTH: widthOf(budget, "LRU_GEN_WIDTH"),
				ZONES_WIDTH: widthOf(budget, "ZONES_WIDTH"),
				NODES_WIDTH: widthOf(budget, "NODES_WIDTH"),
				SECTIONS_WIDTH: widthOf(budget, "SECTIONS_WIDTH"),
				LAST_CPUPID_WIDTH: widthOf(budget, "LAST_CPUPID_WIDTH"),
				KASAN_TAG_WIDTH: widthOf(budget, "KASAN_TAG_WIDTH"),
				LRU_REFS_WIDTH: widthOf(budget, "LRU_REFS_WIDTH"),
				struct_page: structPage.bytes,
			};
			expect({ name, ...compiled }).toMatchObject({ name, ...derived });
			console.log(`${release} ${name}: ${budget.freeBits} free bits`);
		}
	});
});

describe.each(releases)("the tree of %s", (release) => {
	const read = (file: string): string =>
		readFileSync(join(kernelTree(`v${release}`), file), "utf8");

	test("has the flags of our list, in its order", () => {
		const body = /enum pageflags \{([\s\S]*?)__NR_PAGEFLAGS/.exec(
			read("include/linux/page-flags.h"),
		)?.[1];
		const flags = [...(body ?? "").matchAll(/^\tPG_(\w+),/gm)].map(
			([, flag]) => flag,
		);
		const { always, optional } = pageFlagLists[eraOf(release)];
		expect(flags).toEqual([
			...always,
			...optional.flatMap((group) => group.flags),
		]);
	});

	test("uses the low vm flags but those that we call free", () => {
		const text = read("include/linux/mm.h");
		const used = new Set(
			[...text.matchAll(/^# ?define VM_\w+\s+0x([\da-f]{8})\b/gm)].map(
				([, hex]) => 31 - Math.clz32(Number.parseInt(hex ?? "0", 16)),
			),
		);
		for (const [, bit] of text.matchAll(/^#define VM_\w+\s+BIT\((\d+)\)/gm))
			used.add(Number(bit));
		for (const [, hex] of text.matchAll(/^#define VM_\w+\s+0x([\da-f]{8})\b/gm))
			used.add(31 - Math.clz32(Number.parseInt(hex ?? "0", 16)));
		const free = Array.from({ length: 32 }, (_, bit) => bit).filter(
			(bit) => !used.has(bit),
		);
		const soft = parseConfig("CONFIG_MEM_SOFT_DIRTY=y\n");
		expect(free).toEqual([...freeLowVmFlags(soft, eraOf(release))]);
	});

	test("has every symbol at the place we give for it", () => {
		for (const name of ["X86_32", "ARM64", "S390", "ARM", "PPC64"]) {
			const { budget } = layoutOf(
				parseConfig(
					`CONFIG_${name}=y\nCONFIG_SPARSEMEM=y\nCONFIG_ARM64_PA_BITS=48\nCONFIG_MAX_PHYSMEM_BITS=46\n`,
				),
				eraOf(release),
			);
			for (const { source } of budget.fields)
				expect(read(source.file)).toContain(source.symbol);
		}
	});

	test("agrees with the preprocessor on 300 random budgets", ({ skip }) => {
		if (debianHeaders(release) === null) return skip("no gcc");
		const header = join(
			kernelTree(`v${release}`),
			"include/linux/page-flags-layout.h",
		);
		const random = createRandom(12);
		const seen = { error: 0, evicted: 0, granted: 0 };
		for (let round = 0; round < 300; round++) {
			const text = randomConfig(random);
			const { budget } = layoutOf(parseConfig(text), eraOf(release));
			const told = preprocess(header, text, budget.bitsPerLong, {
				NR_PAGEFLAGS: widthOf(budget, "NR_PAGEFLAGS"),
				MAX_NR_ZONES: zoneCount(text),
				LRU_GEN_WIDTH: widthOf(budget, "LRU_GEN_WIDTH"),
				__LRU_REFS_WIDTH: widthOf(budget, "LRU_GEN_WIDTH") > 0 ? 2 : 0,
				NR_CPUS_BITS: cpuBits(text),
			});
			const errors = budget.problems.map(({ message }) => message);
			expect({ text, errors }).toEqual({ text, errors: told.errors });
			if (told.errors.length > 0) {
				seen.error++;
				continue;
			}
			const derived = Object.fromEntries(
				fieldNames.map((name) => [name, widthOf(budget, name)]),
			);
			expect({ text, ...told.widths }).toEqual({ text, ...derived });
			if (budget.evictions.length > 0) seen.evicted++;
			else seen.granted++;
		}
		console.log(`${release}: ${JSON.stringify(seen)}`);
		expect(Math.min(seen.error, seen.evicted, seen.granted)).toBeGreaterThan(5);
	});
});

const fieldNames = [
	"ZONES_WIDTH",
	"SECTIONS_WIDTH",
	"NODES_WIDTH",
	"KASAN_TAG_WIDTH",
	"LAST_CPUPID_WIDTH",
	"LRU_REFS_WIDTH",
] as const;

/** Mulberry32. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function randomConfig(random: () => number): string {
	const maybe = (...options: string[]): string[] =>
		options.filter(() => random() < 0.5).map((option) => `${option}=y`);
	const arch = ["X86_64", "X86_32", "ARM64", "ARM", "PPC64"][
		Math.floor(random() * 5)
	];
	const options = [
		`${arch}=y`,
		"MMU=y",
		"SMP=y",
		`NR_CPUS=${1 + Math.floor(2 ** (random() * 13))}`,
		`NODES_SHIFT=${Math.floor(random() * 11)}`,
		"ARM64_PA_BITS=52",
		"PPC_BOOK3S_64=y",
		...maybe(
			"ZONE_DMA",
			"ZONE_DMA32",
			"HIGHMEM",
			"ZONE_DEVICE",
			"NUMA_BALANCING",
			"MEMORY_FAILURE",
			"PAGE_IDLE_FLAG",
			"ARCH_USES_PG_UNCACHED",
			"ARCH_USES_PG_ARCH_2",
			"ARCH_USES_PG_ARCH_3",
			"LRU_GEN",
			"KASAN_HW_TAGS",
			"X86_PAE",
			"SPARSEMEM",
		),
	];
	if (options.includes("SPARSEMEM=y"))
		options.push(...maybe("SPARSEMEM_VMEMMAP"));
	return options.map((option) => `CONFIG_${option}\n`).join("");
}

function zoneCount(text: string): number {
	return (
		2 +
		(text.match(/_(ZONE_DMA|ZONE_DMA32|HIGHMEM|ZONE_DEVICE)=/g) ?? []).length
	);
}

function cpuBits(text: string): number {
	const cpus = Number(/NR_CPUS=(\d+)/.exec(text)?.[1]);
	return Math.ceil(Math.log2(cpus));
}

/** The kernel's own header, with nothing but the numbers it asks others for. */
function preprocess(
	header: string,
	configText: string,
	bitsPerLong: number,
	bounds: Record<string, number>,
): { errors: string[]; widths: Record<string, number> } {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-cpp-"));
	for (const sub of ["linux", "generated", "asm"]) mkdirSync(join(folder, sub));
	const nodes = /NODES_SHIFT=(\d+)/.exec(configText)?.[1] ?? "0";
	const arch = /X86|PPC64|ARM64|ARM/.exec(configText)?.[0] ?? "";
	const tree = header.replace(/\/include\/linux\/.*/, "");
	writeFileSync(join(folder, "linux/numa.h"), `#define NODES_SHIFT ${nodes}\n`);
	writeFileSync(
		join(folder, "generated/bounds.h"),
		Object.entries(bounds)
			.map(([name, value]) => `#define ${name} ${value}\n`)
			.join(""),
	);
	writeFileSync(join(folder, "asm/sparsemem.h"), sparsemem(tree, arch));
	const define = configText.replace(
		/^(CONFIG_\w+)=(.*)$/gm,
		(_, option, value) => `#define ${option} ${value === "y" ? 1 : value}`,
	);
	const source = `#define BITS_PER_LONG ${bitsPerLong}\n${define}#define min(a, b) ((a) < (b) ? (a) : (b))\n#include "${header}"\nvoid probe(void)\n{\n${fieldNames.map((name) => `asm volatile("->${name} %c0" : : "i" (${name}));\n`).join("")}}\n`;
	try {
		const text = execFileSync(
			"gcc",
			[
				"-S",
				"-D__KERNEL__",
				"-nostdinc",
				"-I",
				folder,
				"-x",
				"c",
				"-o",
				"-",
				"-",
			],
			{ input: source, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] },
		);
		const widths = [...text.matchAll(/->(\w+) \$?(-?\d+)/g)].map(
			([, name = "", value]): [string, number] => [name, Number(value)],
		);
		return { errors: [], widths: Object.fromEntries(widths) };
	} catch (error) {
		const shown = String((error as { stderr?: unknown }).stderr);
		const errors = [...shown.matchAll(/#error "?(.*?)"?$/gm)].map(
			([, message]) => message ?? "",
		);
		return { errors: [...new Set(errors)], widths: {} };
	}
}

/** The real one, but for the constants that other headers would bring. */
function sparsemem(tree: string, arch: string): string {
	const folder = { X86: "x86", PPC64: "powerpc", ARM64: "arm64", ARM: "arm" }[
		arch
	];
	const text = readFileSync(
		join(tree, `arch/${folder}/include/asm/sparsemem.h`),
		"utf8",
	).replace(/^#include .*$/gm, "");
	const others: Record<string, string> = {
		X86: "#define pgtable_l5_enabled() 0\n",
		PPC64: "#define MAX_PHYSMEM_BITS 46\n",
		ARM64: "#define PHYS_MASK_SHIFT (CONFIG_ARM64_PA_BITS)\n",
	};
	return `${others[arch] ?? ""}${text}`;
}
