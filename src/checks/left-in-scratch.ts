// PF101: a function fails with the pages in a field of an object from which nobody but itself takes them: it moves them elsewhere
// where it succeeds.
//
// Likely: that no file which is not read knows the field. Never reports a field that another function releases from, gives away
// or stores elsewhere.

import { mayTakeOver } from "#lifecycle/effects/takeover.ts";
import type { AcquireCall, HoldGraph } from "#lifecycle/graph/hold-graph.ts";
import { type Place, placeOf, variablePlace } from "#lifecycle/place.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { valuesOf } from "#lifecycle/unit/values-of.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { isPrivate } from "./keepers.ts";
import { isNeverReleased } from "./never-released.ts";
import { checkOwnHolds, failuresKeeping, type OwnHold } from "./own-holds.ts";
import { pathNotes } from "./path-notes.ts";

export const checkLeftInScratch = checkOwnHolds(judge);

/** The field that the acquire fills: by itself, or as a local variable knows it. */
function fieldOf(
	input: CheckInput,
	{ model, call, roles }: AcquireCall,
): Place | null {
	const array = argumentWith("pages", roles, call.args);
	if (array === null) return null;
	const values = array.kind === "identifier" ? valuesOf(model, array.name) : [];
	const places = [array, ...values].flatMap(
		(value) => placeOf(input.unit.unit, model, value) ?? [],
	);
	return places.find((place) => place.startsWith("f:")) ?? null;
}

/**
 * This function moves what is in the field to other memory that outlives it; no other does, releases it or gives it away, and
 * this one does not release it either.
 */
function isOnlyKnownHere(
	{ unit }: CheckInput,
	own: FunctionModel,
	field: Place,
): boolean {
	const here = reachedBy(unit.graph, field, (key) => key === own.key);
	const elsewhere = reachedBy(unit.graph, field, (key) => key !== own.key);
	const isOut = (place: Place): boolean =>
		place !== field &&
		(/^[fgr]:/.test(place) ||
			own.parameters.some((name) => variablePlace(own, name) === place));
	if (![...here].some(isOut) || [...elsewhere].some(isOut)) return false;
	const isKnown = (places: readonly Place[], key: string): boolean =>
		places.some((place) => (key === own.key ? here : elsewhere).has(place));
	return (
		!unit.graph.releases.some(({ model, places }) =>
			isKnown(places, model.key),
		) &&
		!unit.graph.passes.some(
			(pass) =>
				isKnown(pass.places.flat(), pass.model.key) &&
				mayTakeOver(unit, { reach: { places: elsewhere } }, pass),
		)
	);
}

/** Where what is in the place can come by the code of some functions. */
function reachedBy(
	{ edges }: HoldGraph,
	start: Place,
	accepts: (key: string) => boolean,
): ReadonlySet<Place> {
	const reached = new Set([start]);
	for (const place of reached)
		for (const edge of edges.get(place) ?? [])
			if (accepts(edge.function)) reached.add(edge.to);
	return reached;
}

function judge(input: CheckInput, own: OwnHold): DraftFinding | null {
	const { analyzed, acquire, site } = own;
	const { context } = analyzed;
	const end = failuresKeeping(own).find(({ hold }) => !hold.keptTwice);
	const field = end === undefined ? null : fieldOf(input, acquire);
	if (end === undefined || field === null || !isPrivate(input, field))
		return null;
	if (!isOnlyKnownHere(input, context.model, field)) return null;
	if (isNeverReleased(input, site)) return null;
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model: context.model,
		at: end.at,
		message: `fails with the pages from ${acquire.name}() in ${field.slice(2)}, from which no other function takes them`,
		notes: pathNotes(context, end.state, acquire.call.start, "acquired here"),
		acquire: acquire.call.start,
	});
}
