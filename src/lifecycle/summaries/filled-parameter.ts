// The parameter whose object a function fills with pages: `map_user(req)` leaves them in `req->pages`. Where its caller made
// the object itself and nobody else knows it, the pages are that caller's matter.

import type { UnitContext } from "../function-context.ts";
import { isCommonField } from "../graph/reach.ts";
import type { Place } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { fillingCallsOf } from "./filled-objects.ts";

/**
 * The index of the one parameter in whose object all of the pages are, null where they are elsewhere too. Errs: an object
 * that the function makes known by itself counts as its caller's alone.
 */
export function filledParameter(
	context: Pick<UnitContext, "unit" | "graph">,
	model: FunctionModel,
	acquires: readonly number[],
	shared: readonly Place[],
): number | null {
	const owners = new Set(
		fillingCallsOf(context).flatMap((filling) =>
			filling.model === model &&
			filling.acquires.some((at) => acquires.includes(at))
				? [filling.owner]
				: [],
		),
	);
	const [owner] = owners;
	if (owner === undefined || owners.size !== 1) return null;
	const index = model.parameters.indexOf(owner);
	const type = model.types.get(owner);
	if (index < 0 || type?.pointers !== 1 || !type.base.startsWith("struct "))
		return null;
	const isInside = (place: Place): boolean =>
		place.startsWith(`f:${type.base}.`) || isCommonField(place);
	return shared.every(isInside) ? index : null;
}
