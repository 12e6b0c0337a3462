// Which call and flags a site should use on a kernel, and why: the answer to "get or pin, and with what?".
//
// Source   Documentation/core-api/pin_user_pages.rst (v6.12), "FOLL_PIN, FOLL_GET, FOLL_LONGTERM: when to use which flags"

import { existsIn, findEntry } from "#catalog/catalog.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";
import type { Advice } from "#findings/advice.ts";
import type { PinCase } from "#findings/site.ts";

export { type Advice, adviceText } from "#findings/advice.ts";

/** What is known of a use. */
export interface SiteUse {
	/** The call as it is now, seen through `#define`. */
	readonly api: string;
	/** What is touched, by the cases of pin_user_pages.rst; 0: none of them. */
	readonly case: PinCase;
	/** The pages are written; null: not known, or only sometimes. */
	readonly writes: boolean | null;
	/** The hold lasts until user space ends it. */
	readonly longTerm: boolean;
}

/** First release with pin_user_pages*(): mm/gup: introduce pin_user_pages*() and FOLL_PIN. */
const firstWithPins: KernelVersion = "5.6";
/** First release in which FOLL_LONGTERM is a flag: mm/gup: replace get_user_pages_longterm() with FOLL_LONGTERM. */
const firstWithLongTermFlag: KernelVersion = "5.2";

export function adviseSite(use: SiteUse, kernel: KernelVersion): Advice {
	const pins = needsPin(use) && isFrom(kernel, firstWithPins);
	const call = pins ? pinCallFor(use.api, kernel) : getCallFor(use, kernel);
	return {
		call,
		flags: flagsFor(use, call, kernel),
		release: releaseFor(use, call, pins),
		reason: reasonFor(use, kernel),
	};
}

function isFrom(kernel: KernelVersion, first: KernelVersion): boolean {
	return compareVersions(kernel, first) >= 0;
}

function needsPin(use: SiteUse): boolean {
	return use.case === 1 || use.case === 2 || use.case === 5;
}

function isThere(name: string, kernel: KernelVersion): boolean {
	const entry = findEntry(name);
	return (
		entry?.signatures.some((signature) => existsIn(signature, kernel)) ?? false
	);
}

/** The pin call of the same shape; pin_user_pages_fast() fits wherever the caller's own memory is meant. */
function pinCallFor(api: string, kernel: KernelVersion): string {
	const shaped = /^iov_iter_get_pages/.test(api)
		? "iov_iter_extract_pages"
		: /remote/.test(api)
			? "pin_user_pages_remote"
			: api
					.replace(/^(__)?get_user_pages?/, "pin_user_pages")
					.replace(/_longterm$/, "");
	if (isThere(shaped, kernel)) return shaped;
	return /^(__)?get_user|^pin_user/.test(api) ? "pin_user_pages_fast" : api;
}

/** mm/gup.c:get_user_pages_remote() refuses FOLL_LONGTERM before. */
const firstLongTermRemote: KernelVersion = "5.6";

/** Before there were pins, only the long-term call is another one. */
function getCallFor(use: SiteUse, kernel: KernelVersion): string {
	const older =
		use.longTerm &&
		!isRemote(use.api) &&
		!isFrom(kernel, firstWithLongTermFlag);
	return older && isThere("get_user_pages_longterm", kernel)
		? "get_user_pages_longterm"
		: use.api;
}

function flagsFor(
	use: SiteUse,
	call: string,
	kernel: KernelVersion,
): readonly string[] {
	if (!/^(get|pin)_user_page/.test(call)) return [];
	const asBool = call === "get_user_pages_fast" && !isFrom(kernel, "5.2");
	if (asBool) return use.writes === true ? ["write = 1"] : [];
	return [
		...(use.writes === true ? ["FOLL_WRITE"] : []),
		...(use.longTerm && needsPin(use) && takesLongTerm(call, kernel)
			? ["FOLL_LONGTERM"]
			: []),
	];
}

/** Pages of another process than the one that runs. */
function isRemote(call: string): boolean {
	return /_remote$/.test(call);
}

/** Whether the call can be asked for pages that are held for as long as user space likes. */
function takesLongTerm(call: string, kernel: KernelVersion): boolean {
	return isFrom(
		kernel,
		isRemote(call) ? firstLongTermRemote : firstWithLongTermFlag,
	);
}

function releaseFor(use: SiteUse, call: string, pins: boolean): string {
	if (pins && !/^(get|pin)_user_page/.test(call))
		return "the call that belongs to it";
	if (pins)
		return use.writes === false
			? "unpin_user_pages()"
			: `unpin_user_pages_dirty_lock(…, ${use.writes === true ? "true" : "written"})`;
	return use.writes === false
		? "put_page()"
		: "set_page_dirty_lock() and then put_page()";
}

function reasonFor(use: SiteUse, kernel: KernelVersion): string {
	const early = needsPin(use) && !isFrom(kernel, firstWithPins);
	const before = early ? `, and ${kernel} has no pins yet` : "";
	switch (use.case) {
		case 1:
			return use.longTerm
				? `a device works on the contents for as long as user space likes (case 2)${before}`
				: `a device works on the contents (case 1)${before}`;
		case 2: {
			const none =
				isRemote(use.api) && !takesLongTerm(use.api, kernel)
					? `; no call of ${kernel} takes pages of another process for long, FOLL_LONGTERM is taken from ${firstLongTermRemote} on`
					: "";
			return `the hold lasts until user space ends it (case 2)${before}${none}`;
		}
		case 3:
			return "an mmu notifier takes the pages away in time (case 3)";
		case 4:
			return "only struct page is looked at (case 4)";
		case 5:
			return `the kernel writes to the contents (case 5)${before}`;
		default:
			return "nothing is written and no device is involved";
	}
}
