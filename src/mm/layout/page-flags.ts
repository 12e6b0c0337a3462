// The bits of page->flags that have a name, by era.
//
// Source   include/linux/page-flags.h:pageflags (v5.0, v5.9, v6.1, v6.12). Enumerators with a value of their own
//          share a bit with another and take none.

import type { Architecture } from "./architecture.ts";
import type { Era } from "./era.ts";
import type { HeaderSource } from "./header-source.ts";
import { isEnabled, type KernelConfig } from "./kernel-config.ts";

export const pageFlagsSource: HeaderSource = {
	file: "include/linux/page-flags.h",
	symbol: "__NR_PAGEFLAGS",
};

/** Flags that stand in an #if, in the order of the enum. */
export interface OptionalFlags {
	readonly flags: readonly string[];
	/** null: no option, the width of a long alone decides. */
	readonly option: string | null;
	readonly only64Bit: boolean;
}

export interface PageFlagList {
	readonly always: readonly string[];
	readonly optional: readonly OptionalFlags[];
}

function when(option: string, ...flags: string[]): OptionalFlags {
	return { flags, option, only64Bit: false };
}

const early =
	"locked referenced uptodate dirty lru active workingset waiters error slab owner_priv_1 arch_1 reserved private private_2 writeback head mappedtodisk reclaim swapbacked unevictable".split(
		" ",
	);
const late =
	"locked writeback referenced uptodate dirty lru head waiters active workingset owner_priv_1 owner_2 arch_1 reserved private private_2 reclaim swapbacked unevictable".split(
		" ",
	);

const v5: PageFlagList = {
	always: early,
	optional: [
		when("MMU", "mlocked"),
		when("ARCH_USES_PG_UNCACHED", "uncached"),
		when("MEMORY_FAILURE", "hwpoison"),
		{
			flags: ["young", "idle"],
			option: "IDLE_PAGE_TRACKING",
			only64Bit: true,
		},
	],
};

const idleFlag: OptionalFlags = {
	flags: ["young", "idle"],
	option: "PAGE_IDLE_FLAG",
	only64Bit: true,
};

export const pageFlagLists: Readonly<Record<Era, PageFlagList>> = {
	"v5.0": v5,
	"v5.9": v5,
	"v6.1": {
		always: early,
		optional: [
			...v5.optional.slice(0, 3),
			idleFlag,
			{ flags: ["arch_2"], option: null, only64Bit: true },
			when("KASAN_HW_TAGS", "skip_kasan_poison"),
		],
	},
	"v6.12": {
		always: late,
		optional: [
			when("MMU", "mlocked"),
			when("MEMORY_FAILURE", "hwpoison"),
			idleFlag,
			when("ARCH_USES_PG_ARCH_2", "arch_2"),
			when("ARCH_USES_PG_ARCH_3", "arch_3"),
		],
	},
};

/** The groups of optional flags that this configuration has. */
export function optionalFlagsOf(
	config: KernelConfig,
	era: Era,
	{ bitsPerLong }: Architecture,
): readonly OptionalFlags[] {
	return pageFlagLists[era].optional.filter(
		({ option, only64Bit }) =>
			(option === null || isEnabled(config, option)) &&
			(!only64Bit || bitsPerLong === 64),
	);
}
