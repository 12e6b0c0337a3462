// The configurations that C60 to C62 speak of, reduced to the options that decide a layout.
//
// Source   `make i386_defconfig`, `make x86_64_defconfig` and arm64's `make defconfig` with the options that each
//          claim names on top, run on v5.0.1 and on Debian's 6.12: what these leave is in test/mm/layout/configs/

import type { KernelConfig } from "../layout/kernel-config.ts";
import { parseConfig } from "../layout/parse-config.ts";

/** Such as `X86_64 SMP NR_CPUS=8192`: an option without a value is y. */
function configOf(options: string): KernelConfig {
	return parseConfig(
		options
			.split(" ")
			.map((option) => `CONFIG_${option}${option.includes("=") ? "" : "=y"}`)
			.join("\n"),
	);
}

/** i386 with PAE, NUMA and classic SPARSEMEM (C60). */
export const i386PaeNuma: KernelConfig = configOf(
	"X86_32 MMU SMP X86_PAE NUMA NODES_SHIFT=3 SPARSEMEM ZONE_DMA HIGHMEM ARCH_USES_PG_UNCACHED HAVE_ALIGNED_STRUCT_PAGE",
);

const x86MaxSmp =
	"X86_64 64BIT MMU SMP MAXSMP NR_CPUS=8192 NUMA NUMA_BALANCING NODES_SHIFT=10 SPARSEMEM SPARSEMEM_VMEMMAP ZONE_DMA ZONE_DMA32 ZONE_DEVICE MEMORY_FAILURE MEMCG HAVE_ALIGNED_STRUCT_PAGE";

/** x86_64 with MAXSMP as v5.0 names the options (C61). */
export const x86MaxSmpEarly: KernelConfig = configOf(
	`${x86MaxSmp} ARCH_USES_PG_UNCACHED IDLE_PAGE_TRACKING`,
);

/** The same as v6.12 names them, with the multi-generational LRU (C61). */
export const x86MaxSmpLate: KernelConfig = configOf(
	`${x86MaxSmp} ARCH_USES_PG_ARCH_2 PAGE_IDLE_FLAG LRU_GEN`,
);

const arm64Max =
	"ARM64 64BIT MMU SMP NR_CPUS=4096 NUMA NUMA_BALANCING NODES_SHIFT=10 SPARSEMEM SPARSEMEM_VMEMMAP ZONE_DMA ZONE_DMA32 ZONE_DEVICE MEMORY_FAILURE PAGE_IDLE_FLAG ARCH_USES_PG_ARCH_2 ARCH_USES_PG_ARCH_3 LRU_GEN HAVE_ALIGNED_STRUCT_PAGE KASAN_HW_TAGS";

/** arm64 with everything and KASAN's hardware tags (C62). */
export const arm64MaxKasan: KernelConfig = configOf(`${arm64Max} MEMCG`);

/** The same without MEMCG. */
export const arm64MaxKasanWithoutMemcg: KernelConfig = configOf(arm64Max);
