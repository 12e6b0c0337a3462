// PF101: a function frees the array in an object in which pages are kept, and nothing but the function that took them, where
// it fails, lets them go.
//
// Likely: that the pages are there when it is called. Never reports the function that takes the pages, which paths judge, one
// that belongs to it, nor fields that another function releases from: objects of another kind may keep other pages there.

import { callIndexOf } from "#lifecycle/call-index.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { FunctionModel } from "#lifecycle/function-model.ts";
import type { CallExpression } from "#lifecycle/hold-graph.ts";
import { calleeName, isAllocation, isFree } from "#lifecycle/kernel-idioms.ts";
import { type Place, placeOf } from "#lifecycle/place.ts";
import { valuesOf } from "#lifecycle/release-extent.ts";
import { calleesOf } from "#lifecycle/release-summaries.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { firstKeepers } from "./keepers.ts";
import { isNeverReleased } from "./never-released.ts";

export const checkFreedWithPages: Check = (input) =>
	input.sites.flatMap((site) => {
		if (site.acquire.holdsNothing || site.exits.length > 0) return [];
		const keepers = firstKeepers(site);
		if (keepers.length === 0 || isNeverReleased(input, site)) return [];
		const first = freesOf(input, keepers).find((free) =>
			isWithPages(input, site, free),
		);
		return first === undefined ? [] : [report(site, first)];
	});

interface Free {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	/** The field that is freed. */
	readonly place: Place;
}

function freesOf(
	input: CheckInput,
	keepers: readonly Place[],
): readonly Free[] {
	const { unit } = input.unit;
	return callIndexOf(unit).all.flatMap(({ model, call, name }): Free[] => {
		const [argument] = call.args;
		if (!isFree(name) || argument === undefined) return [];
		const named =
			argument.kind === "identifier"
				? [argument, ...valuesOf(model, argument.name)]
				: [argument];
		const place = named
			.map((part) => placeOf(unit, model, part))
			.find((one) => one !== null && keepers.includes(one));
		return place === undefined || place === null
			? []
			: [{ model, call, place }];
	});
}

function isWithPages(
	input: CheckInput,
	site: FollowedSite,
	{ model, place }: Free,
): boolean {
	const own = site.acquire.model;
	if (model === own || allocates(input, model, place)) return false;
	const calls = (from: FunctionModel, to: FunctionModel): boolean =>
		from.calls.some((call) =>
			calleesOf(input.unit.unit, call).includes(to.key),
		);
	if (calls(own, model) || calls(model, own)) return false;
	const releasing = new Set(
		[...site.releases, ...site.mismatched].map((release) => release.model),
	);
	// Where others release, objects of another kind may keep other pages in the field, which this one frees.
	return [...releasing].every((one) => one === own);
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

function report(
	{ acquire }: FollowedSite,
	{ model, call, place }: Free,
): DraftFinding {
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model,
		at: call.start,
		message: `${model.name}() frees ${place.slice(2)}, and the pages from ${acquire.name}() in it are not released`,
		notes: [{ at: acquire.call.start, message: "acquired here" }],
		acquire: acquire.call.start,
	});
}
