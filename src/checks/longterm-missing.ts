// PF402: pages are held until user space lets them go, without FOLL_LONGTERM.
//
// Needs flags that can be read to the end, a way out of the file that leaves the pages in an object, and a release that
// another entry of the file reaches. Never reports what a notifier, a guest's fault or a completion takes away.

import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import { type LaterRelease, laterRelease } from "#lifecycle/use/hold-span.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor, useOfSite } from "./site-use.ts";
import { targetKernelOf } from "./target-kernel.ts";

/** First release with get_user_pages_longterm(): mm: introduce get_user_pages_longterm. */
const firstLongTerm: KernelVersion = "4.15";

export const checkLongtermMissing: Check = (input) =>
	compareVersions(targetKernelOf(input).version, firstLongTerm) < 0
		? []
		: input.sites.flatMap((site) => judge(input, site) ?? []);

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { acquire } = site;
	if (acquire.holdsNothing || acquire.entry.longTerm) return null;
	if (
		!/^(get|pin)_user_pages(_fast|_remote|_unlocked|_locked)?$/.test(
			acquire.name,
		)
	)
		return null;
	const flags = flagValuesOf(input.unit.unit, acquire);
	if (flags.open || flags.maybe.has("FOLL_LONGTERM")) return null;
	const later = laterRelease(input.unit, site);
	if (later === null) return null;
	const use = useOfSite(input, site);
	if (use.case === 3 || use.case === 4) return null;
	return draftFinding({
		code: "PF402",
		confidence: "likely",
		model: acquire.model,
		at: acquire.call.start,
		message: `the pages stay held until ${wordsFor(later)}, but ${acquire.name}() does not know of it; ${adviceFor(input, site, { case: 2, longTerm: true })}`,
		notes: [
			{
				at: later.release.call.start,
				message: `released here, by ${later.entry}()`,
			},
		],
		acquire: acquire.call.start,
	});
}

function wordsFor({ entry, by }: LaterRelease): string {
	return by.kind === "handler"
		? `${entry}(), the ${by.field} of a ${by.table}, lets them go`
		: `${entry}() lets them go, taken to be a later request of user space`;
}
