// The members of struct page that a configuration has, and the size C gives it.
//
// Source   include/linux/mm_types.h:page (v5.0, v5.9, v6.1, v6.12)
// Left out the members of the big union other than the one that can make it larger: all fit in five words, also the
//          page-table lock, which becomes a pointer where spinlock_t is larger than a word (ALLOC_SPLIT_PTLOCKS).

import type { Architecture } from "./architecture.ts";
import type { Era } from "./era.ts";
import { type FlagBudget, isEvicted } from "./flag-budget.ts";
import type { HeaderSource } from "./header-source.ts";
import { isEnabled, type KernelConfig } from "./kernel-config.ts";

export interface PageMember {
	readonly name: string;
	readonly offset: number;
	readonly bytes: number;
	/** Why this configuration has it. */
	readonly reason: string;
}

export interface StructPage {
	readonly bytes: number;
	readonly alignment: number;
	/** At the end, unused. */
	readonly paddingBytes: number;
	readonly members: readonly PageMember[];
}

/** A member before it has its place. */
interface Wish {
	readonly name: string;
	readonly bytes: number;
	readonly alignment: number;
	readonly reason: string;
}

export const structPageSource: HeaderSource = {
	file: "include/linux/mm_types.h",
	symbol: "struct page",
};

/**
 * @param extraBytes size of one more member at the end, aligned as an int: what a scheme with a counter of its own
 * adds.
 */
export function layOutStructPage(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
	budget: FlagBudget,
	extraBytes = 0,
): StructPage {
	const wishes = membersOf(config, era, architecture, budget);
	if (extraBytes > 0)
		wishes.push({
			name: "(added)",
			bytes: extraBytes,
			alignment: Math.min(4, architecture.longAlignment),
			reason: "the scheme",
		});
	return place(wishes, structAlignment(config, architecture));
}

function membersOf(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
	budget: FlagBudget,
): Wish[] {
	const word = architecture.bitsPerLong / 8;
	const long = { bytes: word, alignment: architecture.longAlignment };
	const int = { bytes: 4, alignment: Math.min(4, architecture.longAlignment) };
	const has = (option: string): boolean => isEnabled(config, option);
	const wishes: Wish[] = [
		{ name: "flags", ...long, reason: "always" },
		bigUnion(config, era, architecture),
		{ name: "_mapcount", ...int, reason: "always" },
		{ name: "_refcount", ...int, reason: "always" },
	];
	const memcg = era === "v6.1" || era === "v6.12" ? "memcg_data" : "mem_cgroup";
	if (has("MEMCG"))
		wishes.push({ name: memcg, ...long, reason: "CONFIG_MEMCG" });
	else if (era === "v6.12" && has("SLAB_OBJ_EXT"))
		wishes.push({
			name: "_unused_slab_obj_exts",
			...long,
			reason: "CONFIG_SLAB_OBJ_EXT",
		});
	if (architecture.name === "m68k" && has("MMU") && !has("SUN3"))
		wishes.push({
			name: "virtual",
			...long,
			reason: "m68k defines WANT_PAGE_VIRTUAL",
		});
	const cpupid: Wish[] = isEvicted(budget, "last_cpupid")
		? [{ name: "_last_cpupid", ...int, reason: "evicted from page->flags" }]
		: [];
	const kmsan: Wish[] =
		has("KMSAN") && (era === "v6.1" || era === "v6.12")
			? ["kmsan_shadow", "kmsan_origin"].map((name) => ({
					name,
					...long,
					reason: "CONFIG_KMSAN",
				}))
			: [];
	return era === "v6.12"
		? [...wishes, ...cpupid, ...kmsan]
		: [...wishes, ...kmsan, ...cpupid];
}

/**
 * Five words; in v5.9 the page pool keeps a dma_addr_t in it, whose alignment opens a hole before and after on 32-bit
 * arm with 64-bit DMA addresses. v6.1 splits the address into two longs. The rcu_head in it is aligned to a whole word,
 * also on m68k (include/linux/types.h:callback_head).
 */
function bigUnion(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
): Wish {
	const bytes = (5 * architecture.bitsPerLong) / 8;
	const wide = era === "v5.9" && isEnabled(config, "ARCH_DMA_ADDR_T_64BIT");
	const alignment = Math.max(
		architecture.bitsPerLong / 8,
		wide ? architecture.u64Alignment : 0,
	);
	return {
		name: "(union of uses)",
		bytes: roundUp(bytes, alignment),
		alignment,
		reason: wide ? "always; holds a 64-bit dma_addr_t" : "always",
	};
}

/** _struct_page_alignment; where it is empty, the big union asks for as much as v6.12 does in its place. */
function structAlignment(
	config: KernelConfig,
	{ bitsPerLong }: Architecture,
): number {
	const word = bitsPerLong / 8;
	return isEnabled(config, "HAVE_ALIGNED_STRUCT_PAGE") ? 2 * word : word;
}

function place(wishes: readonly Wish[], least: number): StructPage {
	const members: PageMember[] = [];
	let end = 0;
	let alignment = least;
	for (const wish of wishes) {
		const offset = roundUp(end, wish.alignment);
		members.push({
			name: wish.name,
			offset,
			bytes: wish.bytes,
			reason: wish.reason,
		});
		end = offset + wish.bytes;
		alignment = Math.max(alignment, wish.alignment);
	}
	const bytes = roundUp(end, alignment);
	return { bytes, alignment, paddingBytes: bytes - end, members };
}

function roundUp(value: number, step: number): number {
	return Math.ceil(value / step) * step;
}
