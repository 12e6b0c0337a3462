// Whether arrays of pages may have NULL among the entries that are let go of: unpin_user_pages() would follow it.

import type { CheckInput } from "#checks/check.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import { placeOf, typeOf } from "#lifecycle/place.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { HoldGroup } from "./hold-groups.ts";

/**
 * An entry is set to NULL somewhere, or a function comes back, be it with an error, while an object keeps only a part: then
 * what follows that part was never filled. Nobody looks into an array that was freed. Errs: says yes where the rest is never
 * looked at.
 */
export function hasGaps(input: CheckInput, { sites }: HoldGroup): boolean {
	return clearsEntries(input, sites) || staysPartial(input, sites);
}

function clearsEntries(
	{ unit }: CheckInput,
	sites: HoldGroup["sites"],
): boolean {
	return callIndexOf(unit.unit).assignments.some(({ model, target, value }) => {
		if (target.kind !== "index" && target.kind !== "dereference") return false;
		if (!isNull(value)) return false;
		const type = typeOf(unit.unit, model, target);
		if (type !== null && !/^struct (page|folio)$/.test(type.base)) return false;
		const place = placeOf(unit.unit, model, target);
		return place !== null && sites.some(({ reach }) => reach.places.has(place));
	});
}

function staysPartial(
	{ unit }: CheckInput,
	sites: HoldGroup["sites"],
): boolean {
	const calls = new Set(sites.map(({ acquire }) => acquire.call.start));
	return unit.functions.some(({ context, paths }) =>
		paths.returns.some(({ state }) =>
			[...state.holds.values()].some(
				({ acquire, status, part, orphanedAt }) =>
					(status === "stored" || status === "returned") &&
					part !== "full" &&
					orphanedAt === null &&
					(context.holdSources.get(acquire)?.acquires ?? []).some((at) =>
						calls.has(at),
					),
			),
		),
	);
}
