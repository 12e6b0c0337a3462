// Of the releases that a hold can reach, those that are not its own: of pages that another function took itself, and of a
// reference that was made when the page was stored. For the inventory alone: checks ask who might let go.

import { findEntry } from "#catalog/catalog.ts";
import { includesOffset } from "#csource/extent.ts";
import type { Extent, Statement } from "#csource/syntax.ts";
import { substatementsOf, visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "../function-context.ts";
import type { AcquireCall, ReleaseCall } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import { type Place, placeOf } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { indexOf } from "../unit/unit-index.ts";
import { valuesOf } from "../unit/values-of.ts";

/** Those that may end this very hold. */
export function ownReleases(
	context: UnitContext,
	acquire: AcquireCall,
	releases: readonly ReleaseCall[],
): readonly ReleaseCall[] {
	const own = releases.filter(
		(release) =>
			!isOfItsOwnTake(context, acquire, release) &&
			!isOfMadeReference(context, acquire, release),
	);
	return own.length === 0 ? releases : own;
}

/** The function of the release has always taken pages for the same object before (drivers/media/pci/ivtv/ivtv-udma.c, v6.12). */
function isOfItsOwnTake(
	context: UnitContext,
	acquire: AcquireCall,
	{ model, call, places }: ReleaseCall,
): boolean {
	if (model === acquire.model) return false;
	return context.graph.acquires.some(
		(other) =>
			other.model === model &&
			!other.holdsNothing &&
			other.call.start < call.start &&
			isAlwaysReached(model, other.call) &&
			places.some((place) => indexOf(context).reachOf(other).places.has(place)),
	);
}

/** Not inside anything that is tested, but in the test itself. */
function isAlwaysReached({ syntax }: FunctionModel, call: Extent): boolean {
	let isTested = false;
	visitStatement(syntax.body, (statement) => {
		for (const part of testedParts(statement))
			isTested ||= includesOffset(part, call.start);
	});
	return !isTested;
}

function testedParts(statement: Statement): readonly Statement[] {
	switch (statement.kind) {
		case "if":
		case "for":
		case "while":
		case "switch":
		case "macro-block":
			return substatementsOf(statement);
		default:
			return [];
	}
}

/** `req->page = page; get_page(page);` elsewhere: letting go of `req->page` ends that reference (fs/nfs/pagelist.c, v6.12). */
function isOfMadeReference(
	context: UnitContext,
	acquire: AcquireCall,
	{ model: releasing, call, places }: ReleaseCall,
): boolean {
	// `page = req->page; … put_page(page);`
	const read = call.args.flatMap((argument) =>
		argument.kind === "identifier"
			? valuesOf(releasing, argument.name).map((value) =>
					placeOf(context.unit, releasing, value),
				)
			: [],
	);
	const fields = [...places, ...read].filter(
		(place) => place?.startsWith("f:") === true,
	);
	if (fields.length === 0) return false;
	return [...context.unit.functions.values()].some(
		(model) =>
			model !== acquire.model &&
			model.assignments.some(({ target, value }) => {
				const place = placeOf(context.unit, model, target);
				return (
					place !== null &&
					fields.includes(place) &&
					isRaised(context, model, placeOf(context.unit, model, value))
				);
			}),
	);
}

function isRaised(
	context: UnitContext,
	model: FunctionModel,
	page: Place | null,
): boolean {
	return (
		page !== null &&
		model.calls.some((call) => {
			const written = calleeName(call);
			const [argument] = call.args;
			return (
				written !== null &&
				argument !== undefined &&
				findEntry(context.unit.resolve(written))?.role === "duplicate" &&
				placeOf(context.unit, model, argument) === page
			);
		})
	);
}
