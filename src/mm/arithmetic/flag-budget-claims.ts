// C60 to C62: whether page->flags has room, by the kernel's rules.

import type { Era } from "../layout/era.ts";
import { deriveFlagBudget, isEvicted, widthOf } from "../layout/flag-budget.ts";
import type { KernelConfig } from "../layout/kernel-config.ts";
import { deriveLayout, type KernelLayout } from "../layout/kernel-layout.ts";
import {
	arm64MaxKasan,
	arm64MaxKasanWithoutMemcg,
	i386PaeNuma,
	x86MaxSmpEarly,
	x86MaxSmpLate,
} from "./claim-configs.ts";
import { type DecidedClaim, decide, part } from "./decided-claim.ts";

const header = "include/linux/page-flags-layout.h";

/** C60: one more flag on i386 with PAE, NUMA and SPARSEMEM. */
export function decideC60(): DecidedClaim {
	const era = "v5.0";
	const { budget, architecture } = layoutOf(i386PaeNuma, era);
	const more = deriveFlagBudget(i386PaeNuma, era, architecture, 1);
	return decide(
		"C60",
		[
			part("flags", 23, widthOf(budget, "NR_PAGEFLAGS")),
			part("zone bits", 2, widthOf(budget, "ZONES_WIDTH")),
			part("section bits", 7, widthOf(budget, "SECTIONS_WIDTH")),
			part("node is evicted", true, isEvicted(budget, "node")),
			part("free bits", 0, budget.freeBits),
			part("one more fits", false, more.freeBits >= 0),
		],
		`The build stops with "#error ${more.problems[0]?.message}" (include/linux/mm.h).`,
		[{ file: header, symbol: "NODES_WIDTH", era }],
	);
}

/** C61: what MAXSMP leaves on x86_64. */
export function decideC61(): DecidedClaim {
	const early = layoutOf(x86MaxSmpEarly, "v5.0").budget.freeBits;
	const late = layoutOf(x86MaxSmpLate, "v6.12").budget.freeBits;
	return decide(
		"C61",
		[part("free bits, v5.0", 4, early), part("free bits, v6.12", 1, late)],
		"",
		[
			{ file: header, symbol: "LAST_CPUPID_WIDTH", era: "v5.0" },
			{ file: header, symbol: "LRU_REFS_WIDTH", era: "v6.12" },
		],
	);
}

/** C62: what KASAN's tag pushes out on arm64, and what that does to struct page. */
export function decideC62(): DecidedClaim {
	const era = "v6.12";
	const full = layoutOf(arm64MaxKasan, era);
	const lean = layoutOf(arm64MaxKasanWithoutMemcg, era);
	const cpupid = full.budget.evictions.find(
		({ field }) => field === "last_cpupid",
	);
	const growth = bytesBeyondTagless(full, arm64MaxKasan, era);
	const leanGrowth = bytesBeyondTagless(lean, arm64MaxKasanWithoutMemcg, era);
	return decide(
		"C62",
		[
			part("last_cpupid is evicted", true, cpupid !== undefined),
			part("bits it asks for", 21, cpupid?.bits ?? 0),
			part("bytes struct page grows by", 4, growth),
		],
		`The eviction holds. arm64's Kconfig ends at 4096 CPUs, so it is 8 + 12 bits. The member _last_cpupid has ` +
			`4 bytes, but struct page is aligned to ${full.structPage.alignment}: it grows by ${growth} bytes with ` +
			`CONFIG_MEMCG and by ${leanGrowth} without, where the 4 bytes fall into padding.`,
		[
			{ file: header, symbol: "LAST_CPUPID_NOT_IN_PAGE_FLAGS", era },
			{ file: "arch/arm64/Kconfig", symbol: "NR_CPUS", era },
			{ file: "include/linux/mm_types.h", symbol: "_last_cpupid", era },
		],
	);
}

/** Against the same kernel without the tag. */
function bytesBeyondTagless(
	layout: KernelLayout,
	config: KernelConfig,
	era: Era,
): number {
	const options = new Map(config.options);
	options.delete("KASAN_HW_TAGS");
	return (
		layout.structPage.bytes -
		layoutOf({ ...config, options }, era).structPage.bytes
	);
}

function layoutOf(config: KernelConfig, era: Era): KernelLayout {
	const layout = deriveLayout(config, era);
	if ("kind" in layout) throw new Error(layout.reason);
	return layout;
}
