// Which schemes find the room they need in a configuration, and why the others do not.

import { deriveFlagBudget, type Eviction, isEvicted } from "./flag-budget.ts";
import { isEnabled, isSwitchedOff } from "./kernel-config.ts";
import type { KernelLayout } from "./kernel-layout.ts";
import { ilog2 } from "./log2.ts";
import {
	type SchemeId,
	type SchemeNeed,
	type SchemeNeeds,
	schemeNeeds,
} from "./scheme-needs.ts";
import { layOutStructPage } from "./struct-page.ts";
import { freeLowVmFlags } from "./vm-flags.ts";

/** From the best to the worst; `open` means that a configuration cannot decide it. */
export type Verdict = "fits" | "costs" | "open" | "does not fit";

export interface SchemeFit {
	readonly id: SchemeId;
	readonly name: string;
	readonly verdict: Verdict;
	readonly reason: string;
	/** Bytes of struct page with the scheme in it. */
	readonly structPageBytes: number;
}

interface Answer {
	readonly verdict: Verdict;
	readonly reason: string;
	readonly structPageBytes?: number;
}

const worse: readonly Verdict[] = ["fits", "costs", "open", "does not fit"];

/** In the order S0 to S24. */
export function fitSchemes(layout: KernelLayout): readonly SchemeFit[] {
	return (Object.keys(schemeNeeds) as SchemeId[]).map((id) =>
		fitScheme(id, layout),
	);
}

export function fitScheme(id: SchemeId, layout: KernelLayout): SchemeFit {
	const { name, needs, note }: SchemeNeeds = schemeNeeds[id];
	const answers = needs.map((need) => answer(need, layout));
	const verdict = answers.reduce<Verdict>(
		(worst, { verdict: next }) =>
			worse.indexOf(next) > worse.indexOf(worst) ? next : worst,
		"fits",
	);
	const reasons = answers
		.filter((one) => one.verdict === verdict)
		.map(({ reason }) => reason)
		.filter((reason) => reason !== "");
	return {
		id,
		name,
		verdict,
		reason: [...reasons, ...(verdict === "fits" && note ? [note] : [])].join(
			"; ",
		),
		structPageBytes: Math.max(
			layout.structPage.bytes,
			...answers.map(({ structPageBytes = 0 }) => structPageBytes),
		),
	};
}

function answer(need: SchemeNeed, layout: KernelLayout): Answer {
	switch (need.kind) {
		case "page flags":
			return pageFlagAnswer(need.bits, layout);
		case "member":
			return memberAnswer(need.bytes, layout);
		case "pointer bit":
			return pointerBitAnswer(need.bit, layout);
		case "second word":
			return secondWordAnswer(layout);
		case "flag or page_ext":
			return flagOrPageExtAnswer(layout);
		case "_last_cpupid bits":
			return cpupidAnswer(need.bits, layout);
		case "vm flag":
			return vmFlagAnswer(layout);
		case "pte bit":
			return {
				verdict: "open",
				reason: "the format of the PTE decides, not the configuration",
			};
		case "option":
			return optionAnswer(need, layout);
	}
}

function count(bits: number, what: string): string {
	return `${bits} ${what}${bits === 1 ? "" : "s"}`;
}

/** Asks the rules again with the flags added, since they may push a field out to make room. */
function pageFlagAnswer(bits: number, layout: KernelLayout): Answer {
	const { config, era, architecture, budget } = layout;
	const after = deriveFlagBudget(config, era, architecture, bits);
	if (after.problems.length > budget.problems.length || after.freeBits < 0)
		return {
			verdict: "does not fit",
			reason: `${count(Math.max(0, budget.freeBits), "free bit")} in page->flags and nothing left to push out`,
		};
	const before = new Set(budget.evictions.map(evictionKey));
	const pushed = after.evictions.filter((one) => !before.has(evictionKey(one)));
	if (pushed.length === 0)
		return {
			verdict: "fits",
			reason: `${count(budget.freeBits, "free bit")} in page->flags`,
		};
	const { bytes } = layOutStructPage(config, era, architecture, after);
	const size = bytes > layout.structPage.bytes ? [grown(layout, bytes)] : [];
	return {
		verdict: "costs",
		reason: pushed
			.map(({ field, bits: lost, consequence }) =>
				[`pushes ${count(lost, "bit")} of ${field} out`, consequence].join(
					": ",
				),
			)
			.concat(size.map((text) => `struct page ${text}`))
			.join("; "),
		structPageBytes: bytes,
	};
}

function evictionKey({ field, bits }: Eviction): string {
	return `${field} ${bits}`;
}

function withMember(layout: KernelLayout, bytes: number) {
	return layOutStructPage(
		layout.config,
		layout.era,
		layout.architecture,
		layout.budget,
		bytes,
	);
}

/** Such as `64 -> 80 bytes, 0.39 % of memory`. */
function grown({ structPage, pageBytes }: KernelLayout, bytes: number): string {
	const share = ((bytes - structPage.bytes) * 100) / pageBytes;
	return `${structPage.bytes} -> ${bytes} bytes, ${share.toFixed(2)} % of memory`;
}

function memberAnswer(extraBytes: number, layout: KernelLayout): Answer {
	const { bytes } = withMember(layout, extraBytes);
	return bytes === layout.structPage.bytes
		? {
				verdict: "fits",
				reason: `in the ${layout.structPage.paddingBytes} bytes of padding of struct page`,
			}
		: {
				verdict: "costs",
				reason: `struct page ${grown(layout, bytes)}`,
				structPageBytes: bytes,
			};
}

function pointerBitAnswer(bit: 0 | 1, layout: KernelLayout): Answer {
	const { name, longAlignment } = layout.architecture;
	return ilog2(longAlignment) > bit
		? {
				verdict: "fits",
				reason: `list pointers are aligned to ${longAlignment} bytes`,
			}
		: {
				verdict: "does not fit",
				reason: `${name} aligns pointers to ${longAlignment} bytes: bit ${bit} of a list pointer may be set`,
			};
}

function secondWordAnswer({ config, era }: KernelLayout): Answer {
	if (!isEnabled(config, "ZONE_DEVICE")) return { verdict: "fits", reason: "" };
	const member = era === "v5.0" ? "hmm_data" : "zone_device_data";
	return {
		verdict: "costs",
		reason: `CONFIG_ZONE_DEVICE keeps ${member} in that word: it has to change places with pgmap`,
	};
}

function flagOrPageExtAnswer(layout: KernelLayout): Answer {
	if (layout.architecture.bitsPerLong === 64) return pageFlagAnswer(1, layout);
	return isEnabled(layout.config, "PAGE_EXTENSION")
		? { verdict: "fits", reason: "in struct page_ext, which is there" }
		: {
				verdict: "costs",
				reason: `turns on CONFIG_PAGE_EXTENSION: at least 4 bytes for each page, ${((4 * 100) / layout.pageBytes).toFixed(2)} % of memory`,
			};
}

function cpupidAnswer(bits: number, layout: KernelLayout): Answer {
	const { config, budget } = layout;
	if (!isEnabled(config, "NUMA_BALANCING"))
		return {
			verdict: "does not fit",
			reason: "no CONFIG_NUMA_BALANCING, so no _last_cpupid",
		};
	if (!isEvicted(budget, "last_cpupid"))
		return {
			verdict: "does not fit",
			reason:
				"last_cpupid lies in page->flags, so struct page has no _last_cpupid",
		};
	const used = budget.evictions
		.filter(({ field }) => field === "last_cpupid")
		.reduce((sum, eviction) => sum + eviction.bits, 0);
	return 32 - used >= bits
		? { verdict: "fits", reason: `${32 - used} of 32 bits are not used` }
		: { verdict: "does not fit", reason: "all 32 bits are used" };
}

function vmFlagAnswer({ architecture, config, era }: KernelLayout): Answer {
	if (architecture.bitsPerLong === 64)
		return { verdict: "fits", reason: "above bit 40 of 64" };
	const free = freeLowVmFlags(config, era);
	return free.length > 0
		? { verdict: "fits", reason: `bit ${free[0]} of 32 is not used` }
		: {
				verdict: "does not fit",
				reason: "all 32 bits of vm_flags are used",
			};
}

/** An option that the text does not mention is taken as on: minimal configurations leave most out. */
function optionAnswer(
	need: Extract<SchemeNeed, { kind: "option" }>,
	{ config }: KernelLayout,
): Answer {
	if (!isSwitchedOff(config, need.option))
		return { verdict: "fits", reason: "" };
	return need.selectable
		? {
				verdict: "costs",
				reason: `turns on CONFIG_${need.option} for ${need.purpose}`,
			}
		: {
				verdict: "does not fit",
				reason: `no CONFIG_${need.option}, so no ${need.purpose}`,
			};
}
