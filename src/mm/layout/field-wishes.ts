// What each field of page->flags asks for, before anyone knows whether there is room.

import type { Architecture } from "./architecture.ts";
import type { Era } from "./era.ts";
import {
	type BudgetField,
	type LayoutProblem,
	layoutHeader,
} from "./flag-field.ts";
import { isEnabled, type KernelConfig, numberOf } from "./kernel-config.ts";
import { ilog2, orderBase2 } from "./log2.ts";
import {
	optionalFlagsOf,
	pageFlagLists,
	pageFlagsSource,
} from "./page-flags.ts";
import {
	keepsSectionInFlags,
	sectionSizes,
	sectionsSource,
} from "./sections.ts";
import { zonesOf, zonesSource } from "./zones.ts";

export interface FieldWishes {
	readonly flags: BudgetField;
	readonly zones: BudgetField;
	readonly lruGen: BudgetField;
	readonly sections: BudgetField;
	readonly nodes: BudgetField;
	readonly kasan: BudgetField;
	readonly cpupid: BudgetField;
	readonly lruRefs: BudgetField;
	readonly vmemmap: boolean;
	readonly problems: readonly LayoutProblem[];
}

/** MAX_NR_GENS and MAX_NR_TIERS of include/linux/mmzone.h, the same in v6.1 and v6.12. */
const lruGenerations = 4;
const lruTiers = 4;

export function fieldWishes(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
	extraFlags: number,
): FieldWishes {
	const problems: LayoutProblem[] = [];
	return {
		flags: flagWish(config, era, architecture, extraFlags),
		zones: zoneWish(config),
		lruGen: lruWish(config, era, "LRU_GEN_WIDTH"),
		sections: sectionWish(config, era, architecture, problems),
		nodes: nodeWish(config),
		kasan: kasanWish(config, era),
		cpupid: cpupidWish(config, era, problems),
		lruRefs: lruWish(config, era, "LRU_REFS_WIDTH"),
		vmemmap: isEnabled(config, "SPARSEMEM_VMEMMAP"),
		problems,
	};
}

function flagWish(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
	extra: number,
): BudgetField {
	const always = pageFlagLists[era].always.length;
	const groups = optionalFlagsOf(config, era, architecture);
	const names = groups.flatMap(({ flags }) => flags);
	return {
		name: "NR_PAGEFLAGS",
		bits: always + names.length + extra,
		rule: [
			`${always} always`,
			...names,
			...(extra > 0 ? [`${extra} added`] : []),
		].join(" + "),
		source: pageFlagsSource,
	};
}

function zoneWish(config: KernelConfig): BudgetField {
	const zones = zonesOf(config);
	return {
		name: "ZONES_WIDTH",
		bits: orderBase2(zones.length),
		rule: `${zones.length} zones: ${zones.join(" ")}`,
		source: zonesSource,
	};
}

/** The multi-generational LRU came with v6.1, and its fields with it. */
export function hasLruGen(era: Era): boolean {
	return era === "v6.1" || era === "v6.12";
}

function lruWish(
	config: KernelConfig,
	era: Era,
	name: "LRU_GEN_WIDTH" | "LRU_REFS_WIDTH",
): BudgetField {
	const on = hasLruGen(era) && isEnabled(config, "LRU_GEN");
	const [bits, rule] =
		name === "LRU_GEN_WIDTH"
			? [
					orderBase2(lruGenerations + 1),
					`order_base_2(${lruGenerations} generations + 1)`,
				]
			: [lruTiers - 2, `min(${lruTiers} tiers - 2, what is left)`];
	return {
		name,
		bits: on ? bits : 0,
		rule: on ? rule : "no LRU_GEN",
		source: {
			file: name === "LRU_GEN_WIDTH" ? "kernel/bounds.c" : layoutHeader,
			symbol: name,
		},
	};
}

function sectionWish(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
	problems: LayoutProblem[],
): BudgetField {
	const field = { name: "SECTIONS_WIDTH", source: sectionsSource } as const;
	if (!keepsSectionInFlags(config))
		return {
			...field,
			bits: 0,
			rule: isEnabled(config, "SPARSEMEM")
				? "SPARSEMEM_VMEMMAP"
				: "no SPARSEMEM",
		};
	const sizes = sectionSizes(config, era, architecture);
	if (sizes.kind === "unknown") {
		problems.push({
			kind: "inconsistent",
			message: sizes.reason,
			source: sizes.source,
		});
		return { ...field, bits: 0, rule: "unknown" };
	}
	return {
		...field,
		bits: sizes.physicalBits - sizes.sectionBits,
		rule: `SPARSEMEM without VMEMMAP: ${sizes.physicalBits} - ${sizes.sectionBits}`,
		source: sizes.source,
	};
}

function nodeWish(config: KernelConfig): BudgetField {
	const shift = numberOf(config, "NODES_SHIFT");
	return {
		name: "NODES_WIDTH",
		bits: shift ?? 0,
		rule: shift === null ? "no NODES_SHIFT" : `NODES_SHIFT ${shift}`,
		source: { file: layoutHeader, symbol: "NODES_WIDTH" },
	};
}

/** Hardware tags came with v5.11. */
function kasanWish(config: KernelConfig, era: Era): BudgetField {
	const modes =
		era === "v5.0" || era === "v5.9"
			? ["KASAN_SW_TAGS"]
			: ["KASAN_SW_TAGS", "KASAN_HW_TAGS"];
	const mode = modes.find((option) => isEnabled(config, option));
	return {
		name: "KASAN_TAG_WIDTH",
		bits: mode === undefined ? 0 : 8,
		rule: mode ?? `no ${modes.join(", no ")}`,
		source: { file: layoutHeader, symbol: "KASAN_TAG_WIDTH" },
	};
}

/** Low bits of a process id that NUMA balancing keeps: LAST__PID_SHIFT. */
const pidBits = 8;

function cpupidWish(
	config: KernelConfig,
	era: Era,
	problems: LayoutProblem[],
): BudgetField {
	const field = {
		name: "LAST_CPUPID_WIDTH",
		source: { file: layoutHeader, symbol: "LAST_CPUPID_WIDTH" },
	} as const;
	if (!isEnabled(config, "NUMA_BALANCING"))
		return { ...field, bits: 0, rule: "no NUMA_BALANCING" };
	const cpus = isEnabled(config, "SMP") ? numberOf(config, "NR_CPUS") : null;
	if (cpus === null || cpus < 1) {
		problems.push({
			kind: "inconsistent",
			message:
				"CONFIG_NUMA_BALANCING needs CONFIG_SMP and CONFIG_NR_CPUS: NR_CPUS_BITS is undefined",
			source: { file: "kernel/bounds.c", symbol: "NR_CPUS_BITS" },
		});
		return { ...field, bits: pidBits, rule: `${pidBits} + undefined` };
	}
	const roundsDown = era === "v5.0" || era === "v5.9";
	const cpuBits = roundsDown ? ilog2(cpus) : orderBase2(cpus);
	return {
		...field,
		bits: pidBits + cpuBits,
		rule: `${pidBits} + ${roundsDown ? "ilog2" : "order_base_2"}(NR_CPUS ${cpus})`,
	};
}
