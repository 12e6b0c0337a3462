// Which calls of the files that were read along are about the pages of a site.

import type { UnitContext } from "./function-context.ts";
import {
	type AcquireCall,
	type CallExpression,
	holdPlace,
} from "./graph/hold-graph.ts";
import { reachFrom } from "./graph/reach.ts";
import type { Place } from "./place.ts";
import { isSeed } from "./unit/function-model.ts";

const known = new WeakMap<CallExpression, ReadonlySet<Place>>();

/**
 * A call in another file is, where the hold comes there by variables and by fields of structs of the driver alone: a field of an
 * unknown struct may be that of any, and tables of pages are everywhere. Errs: may miss a release through such a table.
 */
export function isNear(
	{ unit, graph, fields }: UnitContext,
	acquire: AcquireCall,
	call: {
		readonly call: CallExpression;
		readonly places: readonly Place[];
	},
): boolean {
	if (isSeed(unit, call.call)) return true;
	let places = known.get(acquire.call);
	if (places === undefined) {
		const start = [holdPlace(acquire.call)];
		places = reachFrom(graph, fields, start, { ownFieldsOnly: true }).places;
		known.set(acquire.call, places);
	}
	return call.places.some((place) => places.has(place));
}
