// PF401: a plain reference where the contents of the pages are worked on: cases 1, 2 and 5.
//
// Needs a call that gives these very pages to a device, or writes to them through a kernel mapping. Says nothing for
// kernels that have no pins, where a notifier or a guest is at work (case 3), or where only struct page is used (case 4).
// A use that cannot be seen, in another file, is missed.

import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";
import type { PinCase } from "#findings/site.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import {
	type ContactCall,
	intoScatterlist,
} from "#lifecycle/use/contact-calls.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { contactsWhileHeld, scopeOf } from "./hold-scope.ts";
import { adviceFor, useOfSite } from "./site-use.ts";
import { targetKernelOf } from "./target-kernel.ts";

const firstWithPins: KernelVersion = "5.6";
const firstExtraction: KernelVersion = "6.3";

export const checkGetForContents: Check = (input) => {
	const { version } = targetKernelOf(input);
	if (compareVersions(version, firstWithPins) < 0) return [];
	return input.sites.flatMap((site) => judge(input, site, version) ?? []);
};

function judge(
	input: CheckInput,
	site: FollowedSite,
	kernel: KernelVersion,
): DraftFinding | null {
	const { acquire } = site;
	const { entry, name } = acquire;
	if (entry.kind !== "get" || entry.level !== "api" || acquire.holdsNothing)
		return null;
	const extracts = name.startsWith("iov_iter_");
	if (!extracts && !/^(__)?get_user_page/.test(name)) return null;
	const isEarly = extracts && compareVersions(kernel, firstExtraction) < 0;
	const contacts = contactsWhileHeld(input, site);
	if (contacts.some(({ by }) => by === "guest")) return null;
	const contact = workerOf(input, site, contacts);
	const use = useOfSite(input, site);
	if (use.case === 3 || use.case === 4) return null;
	const cure = (worked: PinCase): string =>
		isEarly
			? `no call of ${kernel} pins the pages of an iterator, iov_iter_extract_pages() does from ${firstExtraction} on`
			: adviceFor(input, site, { case: worked });
	if (contact === null)
		return extracts ? judgeScatterlist(input, site, cure(1)) : null;
	return draftFinding({
		code: "PF401",
		confidence:
			contact.by === "device" &&
			contact.model === acquire.model &&
			contact.given === null
				? isEarly
					? "likely"
					: "certain"
				: contact.by === "device"
					? "likely"
					: "possible",
		model: acquire.model,
		at: acquire.call.start,
		message: `${contact.by === "device" ? "a device works on" : "the kernel writes to"} the contents of ${contact.model === acquire.model ? "pages" : "what are taken to be pages"} that ${name}() holds by a plain reference; ${cure(contact.by === "cpu" ? 5 : use.longTerm ? 2 : 1)}`,
		notes: [
			{
				at: contact.given?.at ?? contact.call.start,
				message:
					contact.given !== null
						? `the address from ${contact.name}() is taken to go to a device here`
						: `${contact.by === "device" ? "given to a device" : "written"} by ${contact.name}()`,
			},
		],
		acquire: acquire.call.start,
	});
}

/** Pages of an iterator, which is a request for data, go into a scatterlist that outlives the function. */
function judgeScatterlist(
	input: CheckInput,
	site: FollowedSite,
	cure: string,
): DraftFinding | null {
	const { acquire } = site;
	const scope = scopeOf(input, site);
	const [call] = intoScatterlist(input.unit, site).filter(({ model }) =>
		scope.has(model.name),
	);
	if (call === undefined) return null;
	return draftFinding({
		code: "PF401",
		confidence: "likely",
		model: acquire.model,
		at: acquire.call.start,
		message: `pages that ${acquire.name}() holds by a plain reference go into a scatterlist, taken to be for a device that works on their contents; ${cure}`,
		notes: [
			{ at: call.call.start, message: `put into the list by ${call.name}()` },
		],
		acquire: acquire.call.start,
	});
}

/** Who works on the contents: a device in any way, the kernel by writing to pages taken for writing. */
function workerOf(
	input: CheckInput,
	site: FollowedSite,
	contacts: readonly ContactCall[],
): ContactCall | null {
	const device = contacts.find(({ by }) => by === "device");
	if (device !== undefined) return device;
	const flags = flagValuesOf(input.unit.unit, site.acquire);
	if (!flags.maybe.has("FOLL_WRITE")) return null;
	return (
		contacts.find(
			({ by, way }) => by === "cpu" && (way === "write" || way === "both"),
		) ?? null
	);
}
