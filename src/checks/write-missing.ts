// PF403: the pages are written, and the acquire did not ask for write access.
//
// Reported only where the way of the data and all flags are written out. Errs: says nothing where either is a variable.

import type { FollowedSite } from "#lifecycle/follow-site.ts";
import {
	type ContactCall,
	contactsOfSite,
} from "#lifecycle/use/contact-calls.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";

export const checkWriteMissing: Check = (input) =>
	input.sites.flatMap((site) => judge(input, site) ?? []);

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { acquire } = site;
	const flags = flagValuesOf(input.unit.unit, acquire);
	if (flags.argument === null || flags.open || flags.maybe.has("FOLL_WRITE"))
		return null;
	const contact = writerOf(input, site);
	if (contact === null) return null;
	const device = contact.by === "device";
	return draftFinding({
		code: "PF403",
		confidence: confidenceOf(site, contact),
		model: acquire.model,
		at: acquire.call.start,
		message: `${device ? "the device" : "the kernel"} ${
			contact.way === "both" ? "may write" : "writes"
		} into the pages, but ${acquire.name}() asks for reading only; ${adviceFor(input, site, { writes: true })}`,
		notes: [
			{
				at: contact.call.start,
				message: `written through ${contact.name}()`,
			},
		],
		acquire: acquire.call.start,
	});
}

function writerOf(input: CheckInput, site: FollowedSite): ContactCall | null {
	const contacts = contactsOfSite(input.unit, site);
	return (
		contacts.find(({ way }) => way === "write") ??
		contacts.find(({ way, by }) => way === "both" && by === "device") ??
		null
	);
}

function confidenceOf(
	site: FollowedSite,
	contact: ContactCall,
): "certain" | "likely" | "possible" {
	if (contact.by === "cpu") return "possible";
	if (contact.model !== site.acquire.model) return "likely";
	return contact.way === "write" ? "certain" : "likely";
}
