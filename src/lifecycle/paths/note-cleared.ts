// `obj->pages = NULL`, `obj->count = 0`: the object is made to forget pages that are still in it.

import type { Expression } from "#csource/syntax.ts";
import { countPlacesOf } from "../counts/count-fields.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { isNull } from "../kernel-idioms.ts";
import { type Place, placeOf } from "../place.ts";
import { type PathState, withHold } from "./path-state.ts";

/** Marks the holds whose pages, or their number, are in the field that is set to nothing; what is set again unmarks them. */
export function noteCleared(
	context: FunctionContext,
	state: PathState,
	{ target, value }: Expression & { readonly kind: "assign" },
): PathState {
	if (target.kind !== "member") return state;
	let after = state;
	let place: string | null = null;
	for (const hold of state.holds.values()) {
		const source = context.holdSources.get(hold.acquire);
		if (hold.status !== "stored" || source === undefined) continue;
		const clearedAt = isNull(value) ? target.start : null;
		if (hold.clearedAt === clearedAt) continue;
		place ??= placeOf(context.unit, context.model, target);
		if (place === null) return state;
		if (isPages(context, source, place))
			after = withHold(after, { ...hold, clearedAt });
	}
	return after;
}

function isPages(
	context: FunctionContext,
	{ acquire, places }: HoldSource,
	place: Place,
): boolean {
	if (places.has(place)) return true;
	return acquire !== null && countPlacesOf(context, acquire, places).has(place);
}
