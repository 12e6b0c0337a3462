// Which case of Documentation/core-api/pin_user_pages.rst a site is, who touches the pages, and for how long it holds
// them, each with the lines that show it.

import type { ContactEntry } from "#catalog/entry.ts";
import type { Access, Lifetime, PinCase } from "#findings/site.ts";
import type { AnalyzedUnit } from "../analyze-unit.ts";
import { type FollowedSite, isFromIterator } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import type { PassCall } from "../graph/hold-graph.ts";
import {
	accessOf,
	asksForWriting,
	type Contact,
	contactsOf,
} from "./contacts-of.ts";
import { type LaterRelease, laterRelease } from "./hold-span.ts";
import { laterMark, longTermMark } from "./long-term-mark.ts";
import type { Mark } from "./mark.ts";
import {
	besideSite,
	calleesOf,
	endsWhereItBegins,
	nearSite,
} from "./near-site.ts";
import {
	besideMark,
	endsInRequest,
	isForeignNotifier,
	notifierMark,
	retryMark,
} from "./notifier-mark.ts";

export interface Classification {
	readonly case: PinCase;
	readonly evidence: readonly Mark[];
	readonly access: Access;
	readonly lifetime: Lifetime;
}

export function classifySite(
	context: AnalyzedUnit,
	site: FollowedSite,
): Classification {
	const all = contactsOf(context, site);
	const isMapped = all.some(({ by, mapping }) => by === "cpu" && mapping);
	const contacts = all.filter(({ kept = false }) => !(kept && isMapped));
	const later = laterRelease(context, site);
	const lifetime = later === null ? lifetimeOf(context, site) : "object";
	const access = accessOf(contacts, site);
	const decided = decide(context, site, contacts, later);
	return { ...decided, access, lifetime };
}

function lifetimeOf(context: UnitContext, site: FollowedSite): Lifetime {
	const releases = [...site.releases, ...site.mismatched];
	if (releases.length === 0) {
		const { closedFields } = context.unit;
		const isKept = [...site.reach.places].some((one) => closedFields.has(one));
		return isKept ? "object" : "unknown";
	}
	const inside = nearSite(context, site);
	return releases.every((release) => inside.has(release.model.key))
		? "call"
		: "object";
}

interface Decision {
	readonly case: PinCase;
	readonly evidence: readonly Mark[];
}

function decide(
	context: UnitContext,
	site: FollowedSite,
	contacts: readonly Contact[],
	later: LaterRelease | null,
): Decision {
	const by = (who: ContactEntry["by"]): readonly Mark[] =>
		contacts
			.filter((contact) => contact.by === who)
			.map((contact) => contact.mark)
			.slice(0, 4);
	if (site.acquire.holdsNothing) return { case: 4, evidence: [] };
	const longTerm = longTermMark(context, site);
	if (longTerm !== null)
		return { case: 2, evidence: [longTerm, ...by("device")] };
	const { kind } = site.acquire.entry;
	const notifier = notifierMark(context, site, contacts);
	const foreign =
		by("device").length > 0 &&
		isForeignNotifier(context, site) &&
		endsInRequest(context, site);
	const retried = retryMark(context, site);
	if (retried !== null)
		return { case: 3, evidence: [retried, ...by("device")] };
	if (
		kind === "get" &&
		!foreign &&
		(notifier !== null || by("guest").length > 0)
	)
		return {
			case: 3,
			evidence: [...(notifier === null ? [] : [notifier]), ...by("guest")],
		};
	if (by("device").length > 0) {
		if (later !== null)
			return { case: 2, evidence: [laterMark(later), ...by("device")] };
		const beside = besideMark(context, site);
		return beside === null
			? { case: 1, evidence: by("device") }
			: { case: 3, evidence: [beside, ...by("device")] };
	}
	const touching = contacts.filter(({ by: who }) => who === "cpu");
	const touched = isFromIterator(site)
		? isCopied(context, site, touching)
		: touching.length > 0;
	if (touched) return byProcessor(context, site, by("cpu"));
	return untouched(context, site);
}

/**
 * Pages of an iterator are mostly handed on; copies, checksums and addresses near them are of other pages as often as not.
 * The kernel copies for a device where one function beside the site maps and copies (fs/fuse/dev.c:fuse_copy_do, v6.12).
 */
function isCopied(
	context: UnitContext,
	site: FollowedSite,
	touching: readonly Contact[],
): boolean {
	const beside = besideSite(context, site);
	const copying = new Set(
		touching.flatMap(({ mapping, model }) => (mapping ? [] : [model])),
	);
	return touching.some(
		({ mapping, model }) =>
			mapping && copying.has(model) && beside.has(model.key),
	);
}

/** Case 5 is writing to the pages; a site that asks for no write access only reads. */
function byProcessor(
	context: UnitContext,
	site: FollowedSite,
	evidence: readonly Mark[],
): Decision {
	const reads = site.dirties.length === 0 && !asksForWriting(context, site);
	return { case: reads ? 0 : 5, evidence };
}

function untouched(context: UnitContext, site: FollowedSite): Decision {
	const { kind } = site.acquire.entry;
	const [dirty] = site.dirties;
	if (kind === "get" && dirty !== undefined && !isFromIterator(site))
		return {
			case: 5,
			evidence: [{ at: dirty.call.start, text: `dirtied by ${dirty.name}()` }],
		};
	const beside = besideMark(context, site);
	if (beside !== null) return { case: 3, evidence: [beside] };
	const leaves =
		site.passes.find((pass) => !isAfterwards(context, site, pass))?.call
			.start ?? null;
	if (
		kind === "get" &&
		leaves === null &&
		site.exits.length === 0 &&
		!isFromIterator(site)
	)
		return {
			case: 4,
			evidence: [
				{
					at: site.acquire.call.start,
					text: "nothing in this file touches the contents",
				},
			],
		};
	return {
		case: 1,
		evidence: [
			{
				at: leaves ?? site.acquire.call.start,
				text: "the pages are handed on",
			},
		],
	};
}

/** The page is let go where it was taken: what other functions get is its address or frame, not the page. */
function isAfterwards(
	context: UnitContext,
	site: FollowedSite,
	{ model }: PassCall,
): boolean {
	const { key } = site.acquire.model;
	return (
		endsWhereItBegins(site) &&
		model.key !== key &&
		!calleesOf(context, key).includes(model.key)
	);
}
