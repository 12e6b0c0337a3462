// PF101: a function sees that an object keeps pages and makes it forget them, and neither it nor what it calls lets them go.
//
// It clears the field or the array they are in, or sets the number of them to 0. Reported only where whoever else releases what
// is there clears it as well, so that this function has not seen what was released before. Never reports the function that
// takes the pages, nor one that hands on what it clears.

import type { Expression } from "#csource/syntax.ts";
import { expressionsOf, visitExpression } from "#csource/walk.ts";
import { countPlacesOf } from "#lifecycle/counts/count-fields.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { reachFrom } from "#lifecycle/graph/reach.ts";
import { calleeName, isFree, isNull } from "#lifecycle/kernel-idioms.ts";
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
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { indexOf } from "#lifecycle/unit/unit-index.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { firstKeepers, hasOtherSource } from "./keepers.ts";
import { isNeverReleased } from "./never-released.ts";

export const checkForgottenPages: Check = (input) => {
	const clearings = clearingsOf(input);
	return input.sites.flatMap((site) => {
		if (site.acquire.holdsNothing || site.exits.length > 0) return [];
		const own = clearings.filter((one) => isOfPages(input, site, one));
		if (own.length === 0 || isNeverReleased(input, site)) return [];
		const first = own.find((one) => isForgotten(input, site, one, clearings));
		return first === undefined ? [] : [report(site, first)];
	});
};

/** `obj->pages = NULL`, `pages[i] = NULL`, `obj->count = 0`. */
interface Clearing {
	readonly model: FunctionModel;
	readonly target: Expression;
	readonly place: Place;
}

function clearingsOf({ unit: { unit } }: CheckInput): readonly Clearing[] {
	return [...unit.functions.values()].flatMap((model) =>
		model.assignments.flatMap(({ target, value, op }): Clearing[] => {
			if (op !== "=" || !isNull(value)) return [];
			if (target.kind !== "member" && target.kind !== "index") return [];
			const place = placeOf(unit, model, target);
			return place === null ? [] : [{ model, target, place }];
		}),
	);
}

/** What is cleared keeps the pages, or their number. */
function isOfPages(
	input: CheckInput,
	site: FollowedSite,
	{ model, target, place }: Clearing,
): boolean {
	if (model === site.acquire.model) return false;
	if (target.kind === "member")
		return (
			firstKeepers(site).includes(place) ||
			(countPlacesOf(input.unit, site.acquire, site.reach.places).has(place) &&
				isReadWhereSet(input, place))
		);
	if (!site.reach.places.has(place)) return false;
	const type = typeOf(input.unit.unit, model, target);
	const isParameter = model.parameters.some(
		(name) => variablePlace(model, name) === place,
	);
	return isParameter && type?.base === "struct page" && type.pointers === 1;
}

/** No function that is not read, as it has nothing to do with pages, knows the struct and sets the field. */
function isReadWhereSet({ unit }: CheckInput, place: Place): boolean {
	const [tag = "", field = ""] = place.replace(/^f:(struct )?/, "").split(".");
	const set = new RegExp(`\\b${field}\\s*(?:[-+|]?=(?!=)|\\+\\+)`);
	return indexOf(unit)
		.mentioning(field)
		.every(
			({ name, start, end, identifiers }) =>
				unit.unit.functions.has(name) ||
				!identifiers.has(tag) ||
				!set.test(unit.unit.view.text.slice(start, end)),
		);
}

function isForgotten(
	input: CheckInput,
	site: FollowedSite,
	clearing: Clearing,
	clearings: readonly Clearing[],
): boolean {
	const { model, target, place } = clearing;
	const { unit } = input;
	return (
		isSeen(input, clearing) &&
		!releasesSome(unit, site, model) &&
		!isFreed(input, clearing) &&
		!isHandedOn(input, site, clearing) &&
		!hasOtherSource(input, site, place) &&
		!givesToStranger(
			unit,
			site,
			model,
			new Set([rootVariable(target) ?? ""]),
		) &&
		releasersOf(input, site, place).every((other) =>
			clearings.some((one) => one.model === other && one.place === place),
		)
	);
}

/** The function asks for what it clears, or works on it, before it does so: it does not begin the object. */
function isSeen(
	{ unit }: CheckInput,
	{ model, target, place }: Clearing,
): boolean {
	const targets = new Set(model.assignments.map((one) => one.target));
	let seen = false;
	for (const expression of expressionsOf(model.syntax.body))
		visitExpression(expression, (part) => {
			if (targets.has(part)) return part.kind === "index";
			if (
				part.end <= target.start &&
				part.kind === target.kind &&
				placeOf(unit.unit, model, part) === place
			)
				seen = true;
			return !seen;
		});
	return seen;
}

/** The pages, or their number, come to memory of others from here: what is cleared was moved. */
function isHandedOn(
	{ unit: { unit, graph } }: CheckInput,
	site: FollowedSite,
	{ model, place }: Clearing,
): boolean {
	const own = `v:${model.key}:`;
	const seen = new Set([place, ...firstKeepers(site)]);
	for (const one of seen)
		for (const { to, kind, function: name } of graph.edges.get(one) ?? []) {
			if (name !== model.key) continue;
			if (kind !== "same" || !to.startsWith(own)) return true;
			seen.add(to);
		}
	return model.assignments.some(
		({ target, value }) =>
			target.kind === "member" && placeOf(unit, model, value) === place,
	);
}

/** The array itself goes: that is the matter of freed-with-pages.ts. */
function isFreed(
	{ unit: { unit } }: CheckInput,
	{ model, place }: Clearing,
): boolean {
	return model.calls.some((call) => {
		const [argument] = call.args;
		return (
			argument !== undefined &&
			isFree(unit.resolve(calleeName(call) ?? "")) &&
			placeOf(unit, model, argument) === place
		);
	});
}

/** Functions other than the one that takes the pages which release what comes from the place. */
function releasersOf(
	{ unit: { graph, fields } }: CheckInput,
	site: FollowedSite,
	place: Place,
): readonly FunctionModel[] {
	const reached = reachFrom(graph, fields, [place]).places;
	return [...site.releases, ...site.mismatched].flatMap(({ model, places }) =>
		model !== site.acquire.model && places.some((one) => reached.has(one))
			? [model]
			: [],
	);
}

function report(
	{ acquire }: FollowedSite,
	{ model, target, place }: Clearing,
): DraftFinding {
	const what = place.startsWith("f:")
		? place.slice(2)
		: (rootVariable(target) ?? "the array");
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model,
		at: target.start,
		message: `${model.name}() clears ${what}, and the pages from ${acquire.name}() in it are not released`,
		notes: [{ at: acquire.call.start, message: "acquired here" }],
		acquire: acquire.call.start,
	});
}
