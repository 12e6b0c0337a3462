// PF101: a function frees the memory in which pages are kept, and neither it nor what it calls lets them go.
//
// Reported where nothing but the function that took the pages, where it fails, releases them; and where whoever else releases
// them frees the memory at once, in memory that only the driver knows and that gets no other pages: two functions cannot both
// free it, so of what this one frees nobody has let the pages go.
// Likely: that the pages are there when it is called. Never reports the function that takes the pages, which paths judge, nor
// one whose caller releases.

import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { CallExpression } from "#lifecycle/graph/hold-graph.ts";
import { isCommonField } from "#lifecycle/graph/reach.ts";
import {
	calleeName,
	freesTable,
	isAllocation,
	isFree,
	isNull,
} from "#lifecycle/kernel-idioms.ts";
import {
	type Place,
	placeOf,
	rootVariable,
	typeOf,
	variablePlace,
} from "#lifecycle/place.ts";
import {
	givesToStranger,
	releasesSome,
} from "#lifecycle/releases/may-let-go.ts";
import { calleesOf } from "#lifecycle/summaries/release-summaries.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { indexOf } from "#lifecycle/unit/unit-index.ts";
import { valuesOf } from "#lifecycle/unit/values-of.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { firstKeepers, hasOtherSource, isPrivate } from "./keepers.ts";
import { isNeverReleased } from "./never-released.ts";

export const checkFreedWithPages: Check = (input) => {
	const frees = freesOf(input);
	return input.sites.flatMap((site) => {
		if (site.acquire.holdsNothing || site.exits.length > 0) return [];
		const own = frees.filter((free) => keepsPages(input, site, free));
		if (own.length === 0 || isNeverReleased(input, site)) return [];
		const keepers = firstKeepers(site);
		const first = own.find(
			(free) =>
				// Pages that are in a table are often kept elsewhere as well.
				(!free.isTable ||
					keepers.every((place) => isFreedIn(own, free.model, place))) &&
				isWithPages(input, site, free, own),
		);
		return first === undefined ? [] : [report(site, first)];
	});
};

interface Free {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	/** What is freed. */
	readonly place: Place;
	/** A table that names pages, not memory in which they are kept. */
	readonly isTable: boolean;
	/** Variables by which the function knows the memory, or the object that it is in. */
	readonly names: ReadonlySet<string>;
}

function freesOf(input: CheckInput): readonly Free[] {
	const { unit } = input.unit;
	return callIndexOf(unit).all.flatMap(({ model, call, name }): Free[] => {
		const [argument] = call.args;
		if (argument === undefined) return [];
		if (!isFree(name) && !freesTable(name)) return [];
		const values =
			argument.kind === "identifier" ? valuesOf(model, argument.name) : [];
		return [argument, ...values].flatMap((part): Free[] => {
			const place = placeOf(unit, model, part);
			if (place === null) return [];
			const names = [argument, part].map((one) => rootVariable(one) ?? "");
			const isTable = freesTable(name);
			return [{ model, call, place, isTable, names: new Set(names) }];
		});
	});
}

/** A field of the driver into which the pages go first, or an array of pages that the function is given. */
function keepsPages(
	{ unit }: CheckInput,
	site: FollowedSite,
	{ model, call, place }: Free,
): boolean {
	if (!site.reach.places.has(place)) return false;
	if (place.startsWith("f:")) return firstKeepers(site).includes(place);
	const [argument] = call.args;
	const type =
		argument?.kind === "identifier" ? typeOf(unit.unit, model, argument) : null;
	if (type === null || !isGiven(model, place)) return false;
	if (comesFromCommonField(unit, model)) return false;
	return /^struct (page|folio)$/.test(type.base)
		? type.pointers === 2
		: type.base === "struct bio_vec" && type.pointers === 1;
}

/** Some caller gives what every part of the kernel keeps pages in, and lets go of in ways of its own: `bio->bi_io_vec`. */
function comesFromCommonField(
	{ unit }: CheckInput["unit"],
	model: FunctionModel,
): boolean {
	const calls = callIndexOf(unit).byName.get(model.name) ?? [];
	return calls.some(({ model: caller, call }) =>
		call.args.some((arg) => isCommonField(placeOf(unit, caller, arg) ?? "")),
	);
}

/** The place is a parameter. */
function isGiven(model: FunctionModel, place: Place): boolean {
	return model.parameters.some((name) => variablePlace(model, name) === place);
}

function isWithPages(
	input: CheckInput,
	site: FollowedSite,
	free: Free,
	frees: readonly Free[],
): boolean {
	const { model, place, names } = free;
	const own = site.acquire.model;
	if (model === own || allocates(input, model, place)) return false;
	const others = new Set(
		[...site.releases, ...site.mismatched]
			.map((release) => release.model)
			.filter((one) => one !== own),
	);
	// What has to do with neither the taking nor another release can only be the end of the object.
	if (
		others.size === 0 &&
		!free.isTable &&
		place.startsWith("f:") &&
		!isRelated(input, model, own)
	)
		return true;
	return (
		!releasesSome(input.unit, site, model) &&
		!givesToStranger(input.unit, site, model, names) &&
		isReached(input, site, model) &&
		(others.size === 0 || isClosed(input, free)) &&
		(others.size === 0 || !hasOtherSource(input, site, place)) &&
		[...others].every((other) => freesForGood(input, other, place, frees))
	);
}

/** One of the two calls the other. */
function isRelated(
	{ unit }: CheckInput,
	one: FunctionModel,
	other: FunctionModel,
): boolean {
	const calls = (from: FunctionModel, to: FunctionModel): boolean =>
		from.calls.some((call) => calleesOf(unit.unit, call).includes(to.key));
	return calls(one, other) || calls(other, one);
}

/** Some way from the outside leads to the function, not only one through the function that takes the pages. */
function isReached(
	{ unit }: CheckInput,
	site: FollowedSite,
	model: FunctionModel,
): boolean {
	const own = site.acquire.model;
	const index = indexOf(unit);
	const seen = new Set([model.name]);
	for (const name of seen) {
		const callers = index
			.mentioning(name)
			.filter((outline) => outline.name !== name);
		if (callers.length === 0) return true;
		for (const caller of callers)
			if (caller.name !== own.name) seen.add(caller.name);
	}
	return false;
}

/** `obj->pages = kcalloc(…)`: it frees what it has just made. */
function allocates(
	{ unit }: CheckInput,
	model: FunctionModel,
	place: Place,
): boolean {
	return model.assignments.some(({ target, value }) => {
		const name = calleeName(value.kind === "cast" ? value.operand : value);
		return (
			name !== null &&
			isAllocation(name) &&
			placeOf(unit.unit, model, target) === place
		);
	});
}

/** No file that is not read can have put other pages there. */
function isClosed(input: CheckInput, { place }: Free): boolean {
	return !place.startsWith("f:") || isPrivate(input, place);
}

function isFreedIn(
	frees: readonly Free[],
	model: FunctionModel,
	place: Place,
): boolean {
	return frees.some((free) => free.model === model && free.place === place);
}

/** It frees the memory, and leaves no NULL by which another could find that out. */
function freesForGood(
	{ unit }: CheckInput,
	model: FunctionModel,
	place: Place,
	frees: readonly Free[],
): boolean {
	return (
		isFreedIn(frees, model, place) &&
		!model.assignments.some(
			({ target, value }) =>
				isNull(value) && placeOf(unit.unit, model, target) === place,
		)
	);
}

function report(
	{ acquire }: FollowedSite,
	{ model, call, place }: Free,
): DraftFinding {
	const what = place.startsWith("f:")
		? place.slice(2)
		: (rootVariable(call.args[0] ?? call) ?? "the array");
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model,
		at: call.start,
		message: `${model.name}() frees ${what}, and the pages from ${acquire.name}() in it are not released`,
		notes: [{ at: acquire.call.start, message: "acquired here" }],
		acquire: acquire.call.start,
	});
}
