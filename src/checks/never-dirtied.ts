// PF301: the device or the kernel writes into the pages, and nothing that can be followed marks them dirty.
//
// Needs a contact whose way is written out as a write. FOLL_WRITE alone says that somebody may write: possible. Errs:
// misses pages that are marked on one path only, and marks made by a function elsewhere count as made.

import type { Confidence } from "#findings/finding.ts";
import { mayTakeOver } from "#lifecycle/effects/takeover.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { PassCall, ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { calleesOf } from "#lifecycle/summaries/release-summaries.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { ContactCall } from "#lifecycle/use/contact-calls.ts";
import { type FlagValues, flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { calledFrom, contactsWhileHeld, scopeOf } from "./hold-scope.ts";
import { adviceFor, useOfSite } from "./site-use.ts";

export const checkNeverDirtied: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites) {
		const finding = judge(input, site);
		if (finding !== null && !found.has(finding.at))
			found.set(finding.at, finding);
	}
	return [...found.values()];
};

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { acquire } = site;
	if (acquire.holdsNothing || acquire.entry.kind === "extract") return null;
	const scope = scopeOf(input, site);
	if (
		site.dirties.some(({ model }) => scope.has(model.name)) ||
		mayBeDirtiedElsewhere(input, site, scope)
	)
		return null;
	const contacts = contactsWhileHeld(input, site);
	const flags = flagValuesOf(input.unit.unit, acquire);
	const writer = writerOf(acquire.name, contacts, flags);
	const release = releaseAfter(
		site.releases.filter(({ model }) => scope.has(model.name)),
		acquire.model,
		writer,
	);
	if (release === null || contacts.some(({ by }) => by === "guest"))
		return null;
	const readOnly = !flags.open && !flags.maybe.has("FOLL_WRITE");
	if (readOnly || (writer === null && !flags.always.has("FOLL_WRITE")))
		return null;
	if (useOfSite(input, site).case === 3) return null;
	const confidence = confidenceOf(input, site, writer, release, flags);
	const [pass] = site.passes;
	const sure =
		confidence === "certain" ||
		writer?.way === "both" ||
		writer?.way === "unknown";
	const them =
		sure || pass !== undefined ? "them" : "what are taken to be the same pages";
	const assumption =
		sure || pass === undefined
			? ""
			: `, and ${pass.name.includes(" ") ? pass.name : `${pass.name}()`} is taken not to mark them`;
	return draftFinding({
		code: "PF301",
		confidence,
		model: release.model,
		at: release.call.start,
		message: `${messageFor(writer)}, and ${release.name}() lets ${them} go without a mark${assumption}: what was written can be lost; ${adviceFor(input, site, { writes: true })}`,
		notes: [
			{ at: acquire.call.start, message: "acquired here" },
			...(writer === null
				? []
				: [
						{
							at: writer.given?.at ?? writer.call.start,
							message:
								writer.given === null
									? `written through ${writer.name}()`
									: `given away by the address from ${writer.name}()`,
						},
					]),
		],
		acquire: acquire.call.start,
	});
}

function messageFor(writer: ContactCall | null): string {
	if (writer === null)
		return "the pages are taken to be written, as FOLL_WRITE asks";
	if (writer.by === "cpu") return "the kernel writes into the pages";
	if (writer.way === "unknown")
		return "a device works on the contents, and is taken to write as FOLL_WRITE asks";
	return writer.way === "write"
		? "the device writes into the pages"
		: "the device may write into the pages, which are mapped for both directions";
}

/**
 * A device whose way is not told is taken to write where the pages are asked for writing. With FOLL_FORCE that says
 * nothing: it was the way to get pages of one's own for reading (mm/gup.c before 6.2). follow_page() finds with it what
 * the process has written already.
 */
function writerOf(
	api: string,
	contacts: readonly ContactCall[],
	flags: FlagValues,
): ContactCall | null {
	const asked =
		flags.always.has("FOLL_WRITE") &&
		!flags.maybe.has("FOLL_FORCE") &&
		!api.startsWith("follow_page");
	return (
		contacts.find(({ way, by }) => way === "write" && by === "device") ??
		contacts.find(({ way, by }) => way === "both" && by === "device") ??
		contacts.find(
			({ way, by }) => asked && way === "unknown" && by === "device",
		) ??
		contacts.find(({ way, by }) => way === "write" && by === "cpu") ??
		null
	);
}

/**
 * Somebody else gets the pages for good, or has a name that says that it marks them. What gets them in the function that
 * releases them afterwards only works on them.
 */
function mayBeDirtiedElsewhere(
	input: CheckInput,
	site: FollowedSite,
	scope: { has(name: string): boolean },
): boolean {
	return (
		site.exits.some((name) => scope.has(name)) ||
		site.passes.some(
			(pass) =>
				scope.has(pass.model.name) &&
				(/dirty/i.test(pass.name) ||
					(mayTakeOver(input.unit, site, pass) && !isBorrowed(site, pass))),
		)
	);
}

function isBorrowed(site: FollowedSite, pass: PassCall): boolean {
	return site.releases.some(
		(release) =>
			release.model === pass.model && release.call.start > pass.call.start,
	);
}

/** The release after the contact in its function, the last one of the file else: the earlier ones are error exits. */
function releaseAfter(
	releases: readonly ReleaseCall[],
	home: FunctionModel,
	writer: ContactCall | null,
): ReleaseCall | null {
	const after = releases.filter(
		(release) =>
			release.model === writer?.model && release.call.start > writer.call.start,
	);
	const elsewhere = releases.filter((release) => release.model !== home);
	return elsewhere.at(-1) ?? after.at(-1) ?? releases.at(-1) ?? null;
}

/**
 * The function that takes the pages writes into them, or calls what does, before it lets them go: an acquire without flags does
 * not tell that they are to be written, and one that lets them go at once relies on somebody who has them anyway.
 */
function isWrittenWhileHeld(
	input: CheckInput,
	{ acquire }: FollowedSite,
	writer: ContactCall,
	release: ReleaseCall,
): boolean {
	const { model, call } = acquire;
	if (release.model !== model) return false;
	return model.calls.some(
		(other) =>
			call.start < other.start &&
			other.start < release.call.start &&
			(other === writer.call ||
				calleesOf(input.unit.unit, other).some((callee) =>
					calledFrom(input, callee).has(writer.model.name),
				)),
	);
}

function confidenceOf(
	input: CheckInput,
	site: FollowedSite,
	writer: ContactCall | null,
	release: ReleaseCall,
	flags: FlagValues,
): Confidence {
	if (writer === null) return "possible";
	if (writer.by === "cpu")
		return writer.way === "write" &&
			(flags.always.has("FOLL_WRITE") ||
				(flags.argument === null &&
					isWrittenWhileHeld(input, site, writer, release)))
			? "likely"
			: "possible";
	if (writer.way !== "write") return "likely";
	const own = [writer.model, release.model].every(
		(model) => model === site.acquire.model,
	);
	return own && site.passes.length === 0 ? "certain" : "likely";
}
