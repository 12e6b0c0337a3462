// PF103: nothing in the file releases what the site takes, and the hold does not leave the file.

import { releaseNames } from "#catalog/catalog.ts";
import type { Confidence } from "#findings/finding.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { HoldState } from "#lifecycle/paths/path-state.ts";
import {
	isErrorValue,
	negative,
	signsOf,
	type Value,
	zero,
} from "#lifecycle/paths/value.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { isGivenAway, isKeptPrivately, isPrivate } from "./keepers.ts";

export const checkNeverReleased: Check = (input) =>
	input.sites
		.filter((site) => isNeverReleased(input, site))
		.map((site) => report(input, site));

export function isNeverReleased(
	input: CheckInput,
	site: FollowedSite,
): boolean {
	if (site.acquire.holdsNothing) return false;
	// Of an iterator over kernel memory nothing is held; a release on an error path shows that this one is over user memory.
	if (site.acquire.entry.kind === "extract" && site.releases.length === 0)
		return false;
	if (site.mismatched.length > 0) return false;
	if (site.releases.length > 0 && !outlivesReleases(input, site)) return false;
	if (site.exits.length > 0 || isGivenAway(input, site)) return false;
	const isStored = [...site.reach.places].some((place) => /^[fg]:/.test(place));
	return isStored ? isKeptPrivately(input, site) : isLost(input, site);
}

/** The only releases are on paths on which the function that acquires fails; where it succeeds, an object keeps the pages. */
function outlivesReleases(input: CheckInput, site: FollowedSite): boolean {
	const { model, call } = site.acquire;
	if (site.releases.some((release) => release.model !== model)) return false;
	const analyzed = input.unit.functions.find(
		({ context }) => context.model === model,
	);
	if (analyzed === undefined || !analyzed.paths.complete) return false;
	const ends = analyzed.paths.returns.flatMap(({ value, state }) => {
		const hold = state.holds.get(call.start);
		return hold === undefined || hold.part === "partial"
			? []
			: [{ value, coarse: state.coarse, status: hold.status }];
	});
	const returnsZero = ends.some(
		({ value }) => value?.kind === "constant" && value.value === 0,
	);
	const fails = ({ value }: (typeof ends)[number]): boolean =>
		isErrorValue(value) ||
		(value !== null && returnsZero && (signsOf(value) & zero) === 0);
	const plain = ends.filter(({ coarse }) => !coarse);
	return (
		plain.some((end) => !fails(end) && end.status === "stored") &&
		plain.every((end) => fails(end) || end.status !== "released") &&
		ends.every(
			({ value, status }) => status !== "released" || !isSuccess(value),
		)
	);
}

/** Certainly no failure: 0, a number of pages, a pointer. */
function isSuccess(value: Value | null): boolean {
	return value === null || (signsOf(value) & negative) === 0;
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

function report(input: CheckInput, site: FollowedSite): DraftFinding {
	const fields = [...site.reach.places].filter((place) =>
		place.startsWith("f:"),
	);
	const field = fields.find((place) => isPrivate(input, place)) ?? fields[0];
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

/**
 * Some function of the file releases a page that it finds by an address: what was taken and not kept may be found so, in the
 * page tables for one.
 */
function isFoundByAddress({ unit }: CheckInput): boolean {
	return releaseByAddress.test(unit.unit.view.text);
}

const releaseByAddress = new RegExp(
	`\\b(\\w+)\\s*=\\s*(?:pfn|virt|phys)_to_page\\s*\\([^;]*;[^}]{0,300}?\\b(?:${[...releaseNames()].join("|")})\\s*\\(\\s*\\1\\b`,
);

/** A function that could not be read whole may release in the part that is missing. */
function confidenceOf(
	input: CheckInput,
	field: string | undefined,
): Confidence {
	const damaged = [...input.unit.unit.functions.values()].some(
		(model) => model.syntax.damage.length > 0,
	);
	if (damaged || (field === undefined && isFoundByAddress(input)))
		return "possible";
	return field === undefined ? "certain" : "likely";
}
