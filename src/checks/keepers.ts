// Who can reach the pages that an object keeps: the driver alone, or also functions that are not read.

import type { StructDefinition } from "#csource/source-file.ts";
import type { CType } from "#csource/syntax.ts";
import { mayTakeOver } from "#lifecycle/effects/takeover.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import {
	type AcquireCall,
	type HoldGraph,
	holdPlace,
	type PassCall,
} from "#lifecycle/graph/hold-graph.ts";
import { isCommonField } from "#lifecycle/graph/reach.ts";
import { isComputation, isNull } from "#lifecycle/kernel-idioms.ts";
import { type Place, placeOf, typeOf } from "#lifecycle/place.ts";
import { type Assignment, callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { CheckInput } from "./check.ts";

/**
 * The fields and globals into which the pages go first are the driver's own; what they come to from there are such fields
 * as well, or tables and numbers made of them, which are known to others only where a call gives them away.
 */
export function isKeptPrivately(
	input: CheckInput,
	site: FollowedSite,
): boolean {
	const stored = [...site.reach.places].filter(isShared);
	const first = stored.filter((place) => isFirst(site, place));
	return (
		first.length > 0 &&
		first.every((place) => isPrivate(input, place)) &&
		stored.every(
			(place) =>
				first.includes(place) ||
				isPrivate(input, place) ||
				(isCommonField(place) && !place.startsWith("f:?.")) ||
				isNumber(input, place),
		)
	);
}

/** The fields of structs of a driver into which the pages go first. */
export function firstKeepers(site: FollowedSite): readonly Place[] {
	return [...site.reach.places].filter(
		(place) =>
			place.startsWith("f:") && !isCommonField(place) && isFirst(site, place),
	);
}

function isShared(place: Place): boolean {
	return /^[fg]:/.test(place);
}

/** On the way from the acquire to it there is no other field. */
function isFirst({ reach }: FollowedSite, place: Place): boolean {
	const seen = new Set([place]);
	for (const at of seen) {
		const from = reach.via.get(at)?.from;
		if (from === undefined) continue;
		if (isShared(from)) return false;
		seen.add(from);
	}
	return true;
}

/** A function that takes no pages sets the place to something that does not come from the site. */
export function hasOtherSource(
	{ unit }: CheckInput,
	{ acquire }: FollowedSite,
	place: Place,
): boolean {
	const { graph } = unit;
	const taking = new Set(graph.acquires.map(({ model }) => model));
	const before = reachedBefore(graph, acquire, place);
	const isOther = ({ model, value }: Assignment): boolean =>
		!taking.has(model) &&
		!isNull(value) &&
		!graph.sources(model, value).some((source) => before.has(source));
	return callIndexOf(unit.unit).assignments.some(
		(assignment) =>
			placeOf(unit.unit, assignment.model, assignment.target) === place &&
			isOther(assignment),
	);
}

/** Where the pages come without being in the place: what is behind it may have come into it otherwise. */
function reachedBefore(
	{ edges }: HoldGraph,
	{ call }: AcquireCall,
	place: Place,
): ReadonlySet<Place> {
	const reached = new Set([holdPlace(call)]);
	for (const one of reached)
		for (const { to } of edges.get(one) ?? [])
			if (to !== place) reached.add(to);
	return reached;
}

/** No file that is not part of the unit can release what is in the field. */
export function isPrivate({ unit }: CheckInput, place: Place): boolean {
	if (unit.unit.closedFields.has(place)) return true;
	const definition = unit.unit.structs.get(tagOf(place));
	return definition !== undefined && !isInHeader(unit.unit, definition);
}

function tagOf(place: Place): string {
	return place.startsWith("f:") ? place.slice(2, place.lastIndexOf(".")) : "";
}

function isInHeader(
	{ headers }: CheckInput["unit"]["unit"],
	{ start }: StructDefinition,
): boolean {
	return headers.some((header) => header.start <= start && start < header.end);
}

/** An address or number made of the pages. */
function isNumber({ unit }: CheckInput, place: Place): boolean {
	const type = unit.unit.structs
		.get(tagOf(place))
		?.fields.find(
			({ name }) => name === place.slice(place.lastIndexOf(".") + 1),
		)?.type;
	return type !== undefined && isNumeric(type);
}

function isNumeric({ base, pointers, arrays }: CType): boolean {
	return pointers + arrays === 0 && !/^(struct|union) /.test(base);
}

/** A function that is not read gets a page, a table of pages, or an object that it can know, and may release them. */
export function isGivenAway(input: CheckInput, site: FollowedSite): boolean {
	return site.passes.some(
		(pass) =>
			mayTakeOver(input.unit, site, pass) && mayLetGo(input, site, pass),
	);
}

const releasing =
	/(^|_)(put|release|free|unpin|unref|drop|destroy|unmap|cleanup|done|complete|finish)(_|$)/;

function mayLetGo(
	input: CheckInput,
	site: FollowedSite,
	{ model, call, name, places }: PassCall,
): boolean {
	if (isComputation(name)) return false;
	return call.args.some((arg, index) => {
		const own = places[index] ?? [];
		if (!own.some((place) => site.reach.places.has(place))) return false;
		const type = typeOf(input.unit.unit, model, arg);
		if (type === null) return true;
		// A number, or the contents of a page: what gets those can hardly find the hold.
		if (isNumeric(type) || /^(void|char|u8)$/.test(type.base))
			return releasing.test(name);
		return !isOwnStruct(input, type);
	});
}

/** A struct that only the unit knows: what is not read cannot look into it. */
function isOwnStruct({ unit }: CheckInput, { base }: CType): boolean {
	const { structs, closedFields } = unit.unit;
	const definition = structs.get(base);
	if (definition !== undefined && !isInHeader(unit.unit, definition))
		return true;
	return [...closedFields].some((place) => tagOf(place) === base);
}
