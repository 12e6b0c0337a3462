// The rows of a budget, and what can be wrong with it.

import type { HeaderSource } from "./header-source.ts";

export const layoutHeader = "include/linux/page-flags-layout.h";

/** One row of the budget. */
export interface BudgetField {
	/** The macro that holds its width. */
	readonly name:
		| "NR_PAGEFLAGS"
		| "ZONES_WIDTH"
		| "LRU_GEN_WIDTH"
		| "SECTIONS_WIDTH"
		| "NODES_WIDTH"
		| "KASAN_TAG_WIDTH"
		| "LAST_CPUPID_WIDTH"
		| "LRU_REFS_WIDTH";
	readonly bits: number;
	/** The rule with the numbers of this configuration in it. */
	readonly rule: string;
	readonly source: HeaderSource;
}

/** Why a kernel with this configuration does not compile, or would not mean what it says. */
export interface LayoutProblem {
	readonly kind: "#error" | "inconsistent";
	readonly message: string;
	readonly source: HeaderSource;
}
