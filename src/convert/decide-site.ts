// Whether a site is one that the documentation wants converted, and what speaks against doing it here.
//
// Source   Documentation/core-api/pin_user_pages.rst (v6.12): cases 1, 2 and 5 pin, cases 3 and 4 do not

import type { KernelVersion } from "#catalog/entry.ts";
import type { CheckInput } from "#checks/check.ts";
import { useOfSite } from "#checks/site-use.ts";
import type { PinCase } from "#findings/site.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { isCpuMapping } from "#lifecycle/kernel-idioms.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import { classifySite } from "#lifecycle/use/classify-site.ts";
import { contactsOfSite } from "#lifecycle/use/contact-calls.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import { hasNotifier, laterRelease } from "#lifecycle/use/hold-span.ts";
import type { Mark } from "#lifecycle/use/mark.ts";
import type { DecisionKind } from "./conversion.ts";
import { isTruthValue } from "./edit-acquire.ts";
import { isHeldForOthers } from "./held-for-others.ts";
import { obstacleOf } from "./obstacle.ts";
import { acquireFor, type TargetApi } from "./target-api.ts";

export interface Verdict {
	readonly decision: DecisionKind;
	readonly reason: string;
	readonly case: PinCase;
	readonly evidence: readonly Mark[];
	/** The acquire call afterwards; null where it stays as it is. */
	readonly becomes: string | null;
	/** Flags that the call is to pass besides its own. */
	readonly flags: readonly string[];
}

export function decideSite(
	input: CheckInput,
	site: FollowedSite,
	target: TargetApi,
): Verdict {
	const classified = classifySite(input.unit, site);
	const verdict = (
		decision: DecisionKind,
		reason: string,
		more: Partial<Verdict> = {},
	): Verdict => ({
		decision,
		reason,
		case: classified.case,
		evidence: classified.evidence,
		becomes: null,
		flags: [],
		...more,
	});
	if (site.acquire.entry.kind === "pin" && site.mismatched.length > 0)
		return pairing(input, site, target, verdict);
	const settled = settledBefore(site, target.kernel);
	if (settled !== null) return verdict(settled.decision, settled.reason);
	if (classified.case === 3)
		return verdict(
			"leave",
			"an mmu notifier, or a guest's fault, takes the pages away in time (case 3)",
		);
	const work = workOn(input, site, classified.case);
	if (work.kind === "none") return verdict(work.decision, work.reason);
	const obstacle = obstacleOf(input, site);
	if (obstacle !== null)
		return verdict("abstain", obstacle.reason, {
			evidence: [...obstacle.marks, ...classified.evidence],
		});
	const becomes = acquireFor(site.acquire.name, target);
	if (becomes === null)
		return verdict(
			"abstain",
			`${site.acquire.name}() has no counterpart in ${target.kernel} that pins`,
		);
	return verdict("convert", work.reason, {
		becomes,
		flags: flagsToAdd(input, site, target),
	});
}

/** A pin that is let go of as a plain reference: only the releases are to change. */
function pairing(
	input: CheckInput,
	site: FollowedSite,
	{ family }: TargetApi,
	verdict: (
		decision: DecisionKind,
		reason: string,
		more?: Partial<Verdict>,
	) => Verdict,
): Verdict {
	const [wrong] = site.mismatched;
	if (family !== "pin" || wrong === undefined)
		return verdict("leave", "pins already");
	const whole = { ...site, releases: [...site.releases, ...site.mismatched] };
	const obstacle = obstacleOf(input, whole);
	if (obstacle !== null) return verdict("abstain", obstacle.reason);
	return verdict(
		"convert",
		`${wrong.name}() in ${wrong.model.name}() lets go of its pins as of plain references`,
		{ becomes: site.acquire.name },
	);
}

interface Settled {
	readonly decision: "leave" | "abstain";
	readonly reason: string;
}

/** What the call alone decides. */
function settledBefore(
	{ acquire }: FollowedSite,
	_kernel: KernelVersion,
): Settled | null {
	const { name, entry } = acquire;
	if (acquire.holdsNothing)
		return {
			decision: "leave",
			reason: "only faults pages in: the array is NULL and nothing is held",
		};
	if (entry.kind === "pin")
		return { decision: "leave", reason: "pins already" };
	if (entry.kind === "extract")
		return {
			decision: "leave",
			reason: "pins what needs it already: the iterator knows its kind",
		};
	if (/^iov_iter_/.test(name))
		return {
			decision: "abstain",
			reason:
				"an iterator can carry kernel pages too, and every release would have to ask iov_iter_extract_will_pin()",
		};
	if (entry.holds === "return" || entry.holds === "pageOut")
		return {
			decision: "leave",
			reason: `${name}() looks one page up for the kernel itself and has no counterpart that pins`,
		};
	if (!/^(__)?get_user_pages/.test(name))
		return {
			decision: "leave",
			reason: `${name}() takes and releases the pages by itself`,
		};
	return null;
}

type Work =
	| { readonly kind: "some"; readonly reason: string }
	| {
			readonly kind: "none";
			readonly decision: "leave" | "abstain";
			readonly reason: string;
	  };

/** Who works on the contents, as far as something in the file shows it. */
function workOn(input: CheckInput, site: FollowedSite, pinCase: PinCase): Work {
	const contacts = contactsOfSite(input.unit, site);
	const device = contacts.find(
		({ by, given }) => by === "device" && given === null,
	);
	const use = useOfSite(input, site);
	const lasts = isLongTerm(input, site);
	if (!lasts && hasNotifier(input.unit.unit))
		return {
			kind: "none",
			decision: "abstain",
			reason:
				"an mmu notifier of this file may take the pages away in time (case 3)",
		};
	const address = contacts.find(({ given }) => given !== null);
	const isWritten =
		site.dirties.length > 0 ||
		contacts.some(({ by }) => by === "cpu") ||
		isMapped(input, site);
	if (!lasts && !isWritten && device === undefined && address !== undefined)
		return {
			kind: "none",
			decision: "abstain",
			reason: `${address.name}() gives the address of the pages away, and who works by it is not known`,
		};
	if (pinCase === 2)
		return {
			kind: "some",
			reason: "the hold lasts until user space ends it (case 2)",
		};
	if (pinCase === 1 && device !== undefined)
		return {
			kind: "some",
			reason: `a device works on the contents, by ${device.name}() (case ${use.longTerm ? 2 : 1})`,
		};
	if (pinCase === 1 && isWritten && address !== undefined)
		return {
			kind: "some",
			reason: `${address.name}() gives the address of the pages away, and they are written to (case 1)`,
		};
	if (pinCase === 5) {
		if (isAccessFromOutside(site))
			return {
				kind: "none",
				decision: "abstain",
				reason:
					"the kernel writes to one page of another address space and lets it go at once: case 5 by the letter, but access_remote_vm(), uprobes and exec keep plain references for this",
			};
		return {
			kind: "some",
			reason: "the kernel writes to the contents (case 5)",
		};
	}
	if (isHeldForOthers(input, site))
		return {
			kind: "some",
			reason:
				"FOLL_WRITE is asked for and nobody here looks at the pages: whoever writes to them goes by their user address (case 5)",
		};
	if (pinCase === 4)
		return leaves(site)
			? {
					kind: "none",
					decision: "abstain",
					reason:
						"nothing in this file touches the contents, but the pages stay in an object that other files know",
				}
			: {
					kind: "none",
					decision: "leave",
					reason: "only struct page is looked at (case 4)",
				};
	if (pinCase === 0)
		return {
			kind: "none",
			decision: "leave",
			reason: "nothing is written and no device is involved",
		};
	return {
		kind: "none",
		decision: "abstain",
		reason: `who works on the contents is not known: ${classifiedWords(site)}`,
	};
}

/** vmap(pages), kmap(page): the kernel has an address to write by. */
function isMapped({ unit }: CheckInput, { reach }: FollowedSite): boolean {
	return callIndexOf(unit.unit).all.some(
		({ model, call, name }) =>
			isCpuMapping(name) &&
			call.args.some((arg) =>
				unit.graph.sources(model, arg).some((place) => reach.places.has(place)),
			),
	);
}

/** The call itself says that the hold lasts. */
export function isLongTerm(input: CheckInput, site: FollowedSite): boolean {
	return (
		site.acquire.entry.longTerm ||
		flagValuesOf(input.unit.unit, site.acquire).always.has("FOLL_LONGTERM")
	);
}

function classifiedWords(site: FollowedSite): string {
	const [pass] = site.passes;
	if (pass !== undefined)
		return `the pages go to ${pass.name}${pass.name.includes(" ") ? "" : "()"}, which is not in this file`;
	const [exit] = site.exits;
	return exit === undefined
		? "nothing in this file touches them"
		: `they leave through ${exit}() to callers in other files`;
}

function leaves(site: FollowedSite): boolean {
	return [...site.reach.places].some((place) => /^[fg]:/.test(place));
}

/** One page of an address space that need not be the caller's, for the CPU. */
function isAccessFromOutside({ acquire }: FollowedSite): boolean {
	const { name, roles, call } = acquire;
	const count = argumentWith("count", roles, call.args);
	return (
		name === "get_user_pages_remote" &&
		count?.kind === "number" &&
		count.value === 1
	);
}

function flagsToAdd(
	input: CheckInput,
	site: FollowedSite,
	target: TargetApi,
): readonly string[] {
	const flags = flagValuesOf(input.unit.unit, site.acquire);
	if (target.family !== "pin" && !site.acquire.entry.longTerm) return [];
	const isKnown =
		!flags.open || (flags.argument !== null && isTruthValue(flags.argument));
	const lasts =
		site.acquire.entry.longTerm ||
		(isKnown &&
			!flags.maybe.has("FOLL_LONGTERM") &&
			laterRelease(input.unit, site) !== null);
	return lasts ? ["FOLL_LONGTERM"] : [];
}
