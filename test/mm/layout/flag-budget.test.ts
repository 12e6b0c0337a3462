// The rules at their edges, where no configuration of measured-layouts.ts goes.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eraOfRelease, eras } from "#mm/layout/era.ts";
import { widthOf } from "#mm/layout/flag-budget.ts";
import { deriveLayout } from "#mm/layout/kernel-layout.ts";
import { configOf, layoutOf } from "./read-layout.ts";

const numa = "MMU SMP NUMA NUMA_BALANCING";

describe("page->flags at the edges", () => {
	test("NR_CPUS is rounded down in v5.0 and v5.9, up from v6.1 on", () => {
		const config = configOf(`X86_64 ${numa} NR_CPUS=100 NODES_SHIFT=6`);
		expect(
			eras.map((era) =>
				widthOf(layoutOf(config, era).budget, "LAST_CPUPID_WIDTH"),
			),
		).toEqual([14, 14, 15, 15]);
	});

	test("v5.0 evicts last_cpupid by the node's wish, v6.12 by what the node got", () => {
		// 10 or 12 bits beside the flags, 2 zone bits: no room for a node of 11, but for a last_cpupid of 8.
		const config = configOf(
			"M68K MMU SMP NUMA NODES_SHIFT=11 ZONE_DMA NUMA_BALANCING NR_CPUS=1",
		);
		expect(
			eras.map((era) => {
				const { budget } = layoutOf(config, era);
				return [
					widthOf(budget, "NODES_WIDTH"),
					widthOf(budget, "LAST_CPUPID_WIDTH"),
				];
			}),
		).toEqual([
			[0, 0],
			[0, 0],
			[0, 8],
			[0, 8],
		]);
	});

	test("v5.0 reckons without the KASAN tag, and stops the build", () => {
		// 26 flags, 3 zone bits, 10 node bits, 21 bits of last_cpupid: 4 are left for a tag of 8.
		const config = configOf(
			`X86_64 ${numa} NR_CPUS=8192 NODES_SHIFT=10 ZONE_DMA ZONE_DMA32 ZONE_DEVICE ARCH_USES_PG_UNCACHED MEMORY_FAILURE IDLE_PAGE_TRACKING KASAN_SW_TAGS`,
		);
		const early = layoutOf(config, "v5.0").budget;
		expect(early.freeBits).toBe(-4);
		expect(early.problems.map(({ message }) => message)).toEqual([
			"KASAN: not enough bits in page flags for tag",
		]);
		const later = layoutOf(config, "v5.9");
		expect(later.budget.problems).toEqual([]);
		expect(widthOf(later.budget, "LAST_CPUPID_WIDTH")).toBe(0);
		expect(later.structPage.members.at(-1)?.name).toBe("_last_cpupid");
	});

	test("a virtual memmap without room for the node stops the build", () => {
		const config = configOf(
			"ARM MMU NUMA NODES_SHIFT=11 SPARSEMEM SPARSEMEM_VMEMMAP HIGHMEM ZONE_DMA",
		);
		for (const era of eras)
			expect(layoutOf(config, era).budget.problems).toMatchObject([
				{
					kind: "#error",
					message: expect.stringMatching(/^Vmemmap: No space/),
				},
			]);
	});

	test("the reference bits of the LRU take what is left", () => {
		const config = configOf(
			`X86_64 ${numa} NR_CPUS=8192 NODES_SHIFT=10 ZONE_DMA ZONE_DMA32 ZONE_DEVICE ARCH_USES_PG_UNCACHED MEMORY_FAILURE LRU_GEN PAGE_IDLE_FLAG ARCH_USES_PG_ARCH_2 ARCH_USES_PG_ARCH_3`,
		);
		const widths = eras.map((era) => {
			const { budget } = layoutOf(config, era);
			return [widthOf(budget, "LRU_REFS_WIDTH"), budget.freeBits];
		});
		expect(widths.slice(2)).toEqual([
			[0, 0],
			[2, 0],
		]);
	});

	test("a module, a missing number and a wrong architecture do not count", () => {
		const config = configOf("M68K SPARSEMEM=y MEMORY_FAILURE=m NUMA_BALANCING");
		const { budget } = layoutOf(config, "v6.12");
		expect(widthOf(budget, "NR_PAGEFLAGS")).toBe(19);
		expect(budget.problems.map(({ kind }) => kind)).toEqual([
			"inconsistent",
			"inconsistent",
		]);
	});

	test.each([
		["RISCV 64BIT", "CONFIG_RISCV"],
		["UML X86_64", "CONFIG_UML"],
		["PPC", "CONFIG_PPC"],
		["EXT4_FS", "names no architecture"],
	])("'%s' is refused", (options, reason) => {
		const layout = deriveLayout(configOf(options), "v6.12");
		expect("kind" in layout && layout.reason).toContain(reason);
	});

	test("bits add up to a long, whatever the options", () => {
		const options =
			"MMU SMP NUMA NUMA_BALANCING ZONE_DMA ZONE_DMA32 HIGHMEM ZONE_DEVICE SPARSEMEM SPARSEMEM_VMEMMAP MEMORY_FAILURE PAGE_IDLE_FLAG LRU_GEN KASAN_HW_TAGS X86_PAE ARCH_USES_PG_ARCH_2".split(
				" ",
			);
		fc.assert(
			fc.property(
				fc.constantFrom("X86_64", "X86_32", "ARM64", "ARM", "PPC64", "M68K"),
				fc.subarray(options),
				fc.integer({ min: 1, max: 8192 }),
				fc.integer({ min: 0, max: 10 }),
				fc.constantFrom(...eras),
				(arch, chosen, cpus, nodes, era) => {
					const { budget } = layoutOf(
						configOf(
							`${arch} ${chosen.join(" ")} NR_CPUS=${cpus} NODES_SHIFT=${nodes}`,
						),
						era,
					);
					const used = budget.fields.reduce((sum, { bits }) => sum + bits, 0);
					expect(used + budget.freeBits).toBe(budget.bitsPerLong);
					expect(budget.freeBits < 0 && budget.problems.length === 0).toBe(
						false,
					);
				},
			),
		);
	});
});

test("a release belongs to its era, a neighbour to none", () => {
	expect(eraOfRelease("6.12.117+deb12-amd64")).toBe("v6.12");
	expect(eraOfRelease("v6.1")).toBe("v6.1");
	expect(eraOfRelease("5.0.0-rc3")).toBe("v5.0");
	for (const other of ["6.11", "6.120", "5.10", "", "six", "66.1"])
		expect(eraOfRelease(other)).toBeNull();
});
