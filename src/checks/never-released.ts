// PF103: nothing in the file releases what the site takes, and the hold does not leave the file.

import type { StructDefinition } from "#csource/source-file.ts";
import type { Confidence } from "#findings/finding.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { mayTakeOver } from "#lifecycle/hold-effects.ts";
import type { HoldState } from "#lifecycle/path-state.ts";
import { negative, signsOf } from "#lifecycle/value.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";

export const checkNeverReleased: Check = (input) =>
	input.sites
		.filter((site) => isNeverReleased(input, site))
		.map((site) => report(input, site));

export function isNeverReleased(
	input: CheckInput,
	site: FollowedSite,
): boolean {
	if (site.acquire.holdsNothing || site.acquire.entry.kind === "extract")
		return false;
	if (site.mismatched.length > 0) return false;
	if (site.releases.length > 0 && !outlivesReleases(input, site)) return false;
	if (site.exits.length > 0 || isGivenAway(input, site)) return false;
	const stored = [...site.reach.places].filter((place) => /^[fg]:/.test(place));
	if (stored.length === 0) return isLost(input, site);
	return stored.length > 0 && stored.every((place) => isPrivate(input, place));
}

/** The only releases are on paths on which the function that acquires fails; where it succeeds, an object keeps the pages. */
function outlivesReleases(input: CheckInput, site: FollowedSite): boolean {
	const { model, call } = site.acquire;
	if (site.releases.some((release) => release.model !== model)) return false;
	const analyzed = input.unit.functions.find(
		({ context }) => context.model === model,
	);
	if (analyzed === undefined || !analyzed.paths.complete) return false;
	const ends = analyzed.paths.returns.map(({ value, state }) => ({
		fails:
			value !== null &&
			(value.kind === "error-pointer" || signsOf(value) === negative),
		coarse: state.coarse,
		status: state.holds.get(call.start)?.status,
	}));
	return (
		ends.some((end) => !end.fails && end.status === "stored") &&
		ends.every((end) => !end.coarse && (end.fails || end.status !== "released"))
	);
}

/** A function elsewhere gets a page, or an object that keeps the pages, and may release them. */
function isGivenAway(input: CheckInput, site: FollowedSite): boolean {
	return site.passes.some((pass) => mayTakeOver(input.unit, site, pass));
}

/** Kept only in local memory, and seen to be lost on some path. */
function isLost(input: CheckInput, site: FollowedSite): boolean {
	return input.unit.functions.some((analyzed) =>
		analyzed.paths.observations.some(
			(observation) =>
				observation.kind === "lost" &&
				isKept(analyzed, observation.hold) &&
				observation.source.acquires.includes(site.acquire.call.start),
		),
	);
}

/** What other functions got of it they only looked at: the function frees the array, or it is on the stack. */
function isKept(analyzed: AnalyzedFunction, hold: HoldState): boolean {
	if (hold.passedTo === null) return true;
	if (hold.passedTo.manner === "given") return false;
	const { types } = analyzed.context.model;
	return (
		hold.orphanedAt !== null ||
		[...hold.owners].some((owner) => (types.get(owner)?.arrays ?? 0) > 0)
	);
}

/** No file that is not part of the unit can release what is in the field. */
function isPrivate(input: CheckInput, place: string): boolean {
	const { unit } = input.unit;
	if (unit.closedFields.has(place)) return true;
	const tag = place.startsWith("f:")
		? place.slice(2, place.lastIndexOf("."))
		: "";
	const definition = unit.structs.get(tag);
	return definition !== undefined && !isInHeader(input, definition);
}

function isInHeader(input: CheckInput, { start }: StructDefinition): boolean {
	return input.unit.unit.headers.some(
		(header) => header.start <= start && start < header.end,
	);
}

function report(input: CheckInput, site: FollowedSite): DraftFinding {
	const field = [...site.reach.places].find((place) => place.startsWith("f:"));
	const where =
		field === undefined
			? "this function"
			: input.unit.unit.closedFields.has(field)
				? "this driver"
				: "this file";
	return {
		code: "PF103",
		class: "leak",
		severity: "error",
		confidence: confidenceOf(input, field),
		function: site.acquire.model.name,
		at: site.acquire.call.start,
		message: `nothing in ${where} releases the pages from ${site.acquire.name}()${site.releases.length > 0 ? ` once ${site.acquire.model.name}() has succeeded` : ""}`,
		notes:
			field === undefined
				? []
				: [
						{
							at:
								site.reach.via.get(field)?.edge?.at ?? site.acquire.call.start,
							message: `they are kept in ${field.slice(2)}, which ${input.unit.unit.closedFields.has(field) ? "no other file reaches" : `only ${input.unit.unit.view.path} knows`}`,
						},
					],
		acquire: site.acquire.call.start,
	};
}

/** A function that could not be read whole may release in the part that is missing. */
function confidenceOf(
	input: CheckInput,
	field: string | undefined,
): Confidence {
	const damaged = [...input.unit.unit.functions.values()].some(
		(model) => model.syntax.damage.length > 0,
	);
	if (damaged) return "possible";
	return field === undefined ? "certain" : "likely";
}
