// Calls that end a device's mapping of the pages of a site. The mapping is told by its table, or by the variable or field
// that kept its address. Errs: misses mappings whose address is kept in an array.

import { findDmaUnmap } from "#catalog/dma-unmap.ts";
import type { Expression } from "#csource/syntax.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import { type Place, placeOf } from "../place.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { contactsOfSite } from "./contact-calls.ts";

export interface UnmapCall {
	readonly model: FunctionModel;
	readonly at: number;
	readonly name: string;
}

export function unmapsOfSite(
	context: UnitContext,
	site: FollowedSite,
): readonly UnmapCall[] {
	const { unit, graph } = context;
	const addresses = addressesOf(context, site);
	return callIndexOf(unit).all.flatMap(({ model, call, name }) => {
		const entry = findDmaUnmap(name);
		const handle = call.args[entry?.argument ?? -1];
		if (entry === null || handle === undefined) return [];
		const same =
			entry.by === "table"
				? graph
						.sources(model, handle)
						.some((place) => site.reach.places.has(place))
				: addresses.has(placeOf(unit, model, handle) ?? "");
		return same ? [{ model, at: call.start, name }] : [];
	});
}

/** Where the results of mapping calls on these pages are kept. */
function addressesOf(
	context: UnitContext,
	site: FollowedSite,
): ReadonlySet<Place> {
	const { unit } = context;
	const mapped = new Set(
		contactsOfSite(context, site)
			.filter(({ by }) => by === "device")
			.map(({ call }) => call as Expression),
	);
	return new Set(
		callIndexOf(unit).assignments.flatMap(({ model, target, value }) =>
			mapped.has(value) ? (placeOf(unit, model, target) ?? []) : [],
		),
	);
}
