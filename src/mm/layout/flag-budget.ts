// How a configuration divides the word page->flags: named flags from below, fields from above, what is left between.

import type { Architecture } from "./architecture.ts";
import type { Era } from "./era.ts";
import { type FieldWishes, fieldWishes, hasLruGen } from "./field-wishes.ts";
import {
	type BudgetField,
	type LayoutProblem,
	layoutHeader,
} from "./flag-field.ts";
import type { KernelConfig } from "./kernel-config.ts";

/** A field that did not get the bits it asked for. */
export interface Eviction {
	readonly field: "node" | "last_cpupid" | "lru_refs";
	/** Bits it asked for and did not get. */
	readonly bits: number;
	readonly consequence: string;
}

export interface FlagBudget {
	readonly bitsPerLong: 32 | 64;
	/** In the order in which they claim bits. */
	readonly fields: readonly BudgetField[];
	/** Bits that nothing claims; below 0 when the build stops for want of bits. */
	readonly freeBits: number;
	readonly evictions: readonly Eviction[];
	readonly problems: readonly LayoutProblem[];
}

export function widthOf(budget: FlagBudget, name: BudgetField["name"]): number {
	return budget.fields.find((field) => field.name === name)?.bits ?? 0;
}

export function isEvicted(
	budget: FlagBudget,
	field: Eviction["field"],
): boolean {
	return budget.evictions.some((eviction) => eviction.field === field);
}

/**
 * @param extraFlags flags that a scheme adds at the end of the enum
 * @returns the budget even when the kernel's own #error says that it cannot be built: `problems` says so.
 */
export function deriveFlagBudget(
	config: KernelConfig,
	era: Era,
	architecture: Architecture,
	extraFlags = 0,
): FlagBudget {
	const wishes = fieldWishes(config, era, architecture, extraFlags);
	const { bitsPerLong } = architecture;
	const room = bitsPerLong - wishes.flags.bits;
	const problems: LayoutProblem[] = [...wishes.problems];
	const evictions: Eviction[] = [];
	const nodes = grantNodes(wishes, room, evictions, problems);
	const cpupid = grantCpupid(wishes, era, room, nodes.bits, evictions);
	const fixed =
		wishes.zones.bits +
		wishes.lruGen.bits +
		wishes.sections.bits +
		nodes.bits +
		wishes.kasan.bits +
		cpupid.bits;
	problems.push(...overflows(era, fixed, wishes.kasan.bits, room));
	const refs = grantRefs(wishes, room - fixed, evictions);
	const fields = [
		wishes.flags,
		wishes.zones,
		wishes.lruGen,
		wishes.sections,
		nodes,
		wishes.kasan,
		cpupid,
		refs,
	].filter(({ name }) => hasLruGen(era) || !name.startsWith("LRU_"));
	return {
		bitsPerLong,
		fields,
		freeBits: room - fixed - refs.bits,
		evictions,
		problems,
	};
}

function grantNodes(
	wishes: FieldWishes,
	room: number,
	evictions: Eviction[],
	problems: LayoutProblem[],
): BudgetField {
	const { bits } = wishes.nodes;
	const before = wishes.zones.bits + wishes.lruGen.bits + wishes.sections.bits;
	if (before + bits <= room)
		return {
			...wishes.nodes,
			rule: `${wishes.nodes.rule}${bits > 0 ? `; ${before} + ${bits} <= ${room}` : ""}`,
		};
	evictions.push({
		field: "node",
		bits,
		consequence: "page_to_nid() looks the node up by section",
	});
	if (wishes.vmemmap)
		problems.push({
			kind: "#error",
			message: "Vmemmap: No space for nodes field in page flags",
			source: wishes.nodes.source,
		});
	return {
		...wishes.nodes,
		bits: 0,
		rule: `${wishes.nodes.rule}; ${before} + ${bits} > ${room}: evicted`,
	};
}

/**
 * v5.0 and v5.9 reckon with NODES_SHIFT, the wish, even where the node was evicted, and v5.0 alone leaves the KASAN
 * tag out of the reckoning.
 */
function grantCpupid(
	wishes: FieldWishes,
	era: Era,
	room: number,
	nodeBits: number,
	evictions: Eviction[],
): BudgetField {
	const { bits } = wishes.cpupid;
	const before =
		wishes.zones.bits +
		wishes.lruGen.bits +
		wishes.sections.bits +
		(hasLruGen(era) ? nodeBits : wishes.nodes.bits) +
		(era === "v5.0" ? 0 : wishes.kasan.bits);
	if (bits === 0) return wishes.cpupid;
	if (before + bits <= room)
		return {
			...wishes.cpupid,
			rule: `${wishes.cpupid.rule}; ${before} + ${bits} <= ${room}`,
		};
	evictions.push({
		field: "last_cpupid",
		bits,
		consequence: "struct page has the member int _last_cpupid",
	});
	return {
		...wishes.cpupid,
		bits: 0,
		rule: `${wishes.cpupid.rule}; ${before} + ${bits} > ${room}: evicted`,
	};
}

function grantRefs(
	wishes: FieldWishes,
	rest: number,
	evictions: Eviction[],
): BudgetField {
	const wish = wishes.lruRefs;
	const bits = Math.min(wish.bits, Math.max(0, rest));
	if (bits < wish.bits)
		evictions.push({
			field: "lru_refs",
			bits: wish.bits - bits,
			consequence: "fewer tiers of the multi-generational LRU",
		});
	return { ...wish, bits };
}

/** The checks that stop the build; v5.0 has one for the tag, and one in mm.h for all but the tag. */
function overflows(
	era: Era,
	fixed: number,
	tag: number,
	room: number,
): LayoutProblem[] {
	if (fixed <= room) return [];
	if (era !== "v5.0")
		return [
			{
				kind: "#error",
				message: "Not enough bits in page flags",
				source: { file: layoutHeader, symbol: "LAST_CPUPID_WIDTH" },
			},
		];
	const forTag: LayoutProblem = {
		kind: "#error",
		message: "KASAN: not enough bits in page flags for tag",
		source: { file: layoutHeader, symbol: "KASAN_TAG_WIDTH" },
	};
	const forRest: LayoutProblem = {
		kind: "#error",
		message:
			"SECTIONS_WIDTH+NODES_WIDTH+ZONES_WIDTH > BITS_PER_LONG - NR_PAGEFLAGS",
		source: { file: "include/linux/mm.h", symbol: "SECTIONS_WIDTH" },
	};
	return [
		...(tag > 0 ? [forTag] : []),
		...(fixed - tag > room ? [forRest] : []),
	];
}
