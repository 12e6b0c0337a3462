// What a site does with its pages, as far as advice about the call depends on it.

import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { classifySite } from "#lifecycle/use/classify-site.ts";
import { contactsOfSite } from "#lifecycle/use/contact-calls.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import { laterRelease } from "#lifecycle/use/hold-span.ts";
import { type Advice, adviceText, adviseSite, type SiteUse } from "./advice.ts";
import type { CheckInput } from "./check.ts";
import { type TargetKernel, targetKernelOf } from "./target-kernel.ts";

const known = new WeakMap<FollowedSite, SiteUse>();

export function useOfSite(input: CheckInput, site: FollowedSite): SiteUse {
	const before = known.get(site);
	if (before !== undefined) return before;
	const classified = classifySite(input.unit, site);
	const use: SiteUse = {
		api: site.acquire.name,
		case: classified.case,
		writes: writesOf(input, site),
		longTerm:
			classified.case === 2 ||
			(classified.case === 1 && laterRelease(input.unit, site) !== null),
	};
	known.set(site, use);
	return use;
}

/** `use pin_user_pages_fast() with FOLL_WRITE, released with …, on Linux 6.12: a device works on the contents (case 1)` */
export function adviceFor(
	input: CheckInput,
	site: FollowedSite,
	known: Partial<SiteUse> = {},
): string {
	const kernel = targetKernelOf(input);
	const advice = adviseSite(
		{ ...useOfSite(input, site), ...known },
		kernel.version,
	);
	return adviceWords(advice, kernel);
}

export function adviceWords(advice: Advice, kernel: TargetKernel): string {
	return `use ${adviceText(advice)}, ${kernel.words}: ${advice.reason}`;
}

function writesOf(input: CheckInput, site: FollowedSite): boolean | null {
	const ways = contactsOfSite(input.unit, site).map((contact) => contact.way);
	if (ways.some((way) => way === "write" || way === "both")) return true;
	const flags = flagValuesOf(input.unit.unit, site.acquire);
	if (flags.always.has("FOLL_WRITE")) return true;
	if (!flags.open && !flags.maybe.has("FOLL_WRITE")) return false;
	return null;
}
