// Bits that name the section of a page: only classic SPARSEMEM keeps them in page->flags.

import type { Architecture } from "./architecture.ts";
import type { Era } from "./era.ts";
import type { HeaderSource } from "./header-source.ts";
import { isEnabled, type KernelConfig, numberOf } from "./kernel-config.ts";

/** MAX_PHYSMEM_BITS and SECTION_SIZE_BITS of an architecture, or why there are none. */
export type SectionSizes =
	| {
			readonly kind: "known";
			readonly physicalBits: number;
			readonly sectionBits: number;
			readonly source: HeaderSource;
	  }
	| {
			readonly kind: "unknown";
			readonly reason: string;
			readonly source: HeaderSource;
	  };

export const sectionsSource: HeaderSource = {
	file: "include/linux/page-flags-layout.h",
	symbol: "SECTIONS_WIDTH",
};

/** Whether page->flags holds the section: with a virtual memmap, arithmetic on the pointer gives it. */
export function keepsSectionInFlags(config: KernelConfig): boolean {
	return (
		isEnabled(config, "SPARSEMEM") && !isEnabled(config, "SPARSEMEM_VMEMMAP")
	);
}

export function sectionSizes(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
): SectionSizes {
	const folder = {
		x86_64: "x86",
		i386: "x86",
		arm64: "arm64",
		arm: "arm",
		powerpc64: "powerpc",
		s390: "s390",
		m68k: "m68k",
	}[architecture.name];
	const source: HeaderSource = {
		file: `arch/${folder}/include/asm/sparsemem.h`,
		symbol: "SECTION_SIZE_BITS",
	};
	const sizes = bitsOf(config, era, architecture);
	if (typeof sizes === "string")
		return {
			kind: "unknown",
			reason: sizes,
			source:
				architecture.name === "m68k"
					? { file: "arch/m68k/Kconfig", symbol: "M68K" }
					: source,
		};
	const [physicalBits, sectionBits] = sizes;
	return { kind: "known", physicalBits, sectionBits, source };
}

function bitsOf(
	config: KernelConfig,
	era: Era,
	{ name }: Architecture,
): readonly [number, number] | string {
	switch (name) {
		case "x86_64":
			// pgtable_l5_enabled() is the constant 0 only without 5-level page tables.
			return isEnabled(config, "X86_5LEVEL")
				? "MAX_PHYSMEM_BITS is no constant with CONFIG_X86_5LEVEL, which selects SPARSEMEM_VMEMMAP"
				: [46, 27];
		case "i386":
			return isEnabled(config, "X86_PAE") ? [36, 29] : [32, 26];
		case "arm64":
			return configured(config, "ARM64_PA_BITS", arm64SectionBits(config, era));
		case "s390":
			return configured(config, "MAX_PHYSMEM_BITS", 28);
		case "powerpc64":
			return [powerpcPhysicalBits(config, era), 24];
		case "arm":
			return armBits(config);
		case "m68k":
			return "m68k has no asm/sparsemem.h: it cannot be built with CONFIG_SPARSEMEM";
	}
}

function configured(
	config: KernelConfig,
	option: string,
	sectionBits: number,
): readonly [number, number] | string {
	const bits = numberOf(config, option);
	return bits === null
		? `CONFIG_${option} is not in the configuration`
		: [bits, sectionBits];
}

function arm64SectionBits(config: KernelConfig, era: Era): number {
	if (era === "v5.0" || era === "v5.9") return 30;
	return isEnabled(config, "ARM64_64K_PAGES") ? 29 : 27;
}

/** Without VMEMMAP, the case asked for here, it is 46 on Book3S; e500 says 44 from v5.9 on (asm/nohash/…). */
function powerpcPhysicalBits(config: KernelConfig, era: Era): number {
	return era !== "v5.0" && !isEnabled(config, "PPC_BOOK3S_64") ? 44 : 46;
}

/** Two machines override the default in mach/memory.h. */
function armBits(config: KernelConfig): readonly [number, number] {
	if (isEnabled(config, "NEED_MACH_MEMORY_H")) {
		if (isEnabled(config, "ARCH_RPC")) return [29, 26];
		if (isEnabled(config, "ARCH_SA1100")) return [32, 27];
	}
	return [36, 28];
}
