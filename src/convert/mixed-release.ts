// A release that also lets go of pages which no acquire call took: it cannot change.

import type { Expression } from "#csource/syntax.ts";
import { callIndexOf } from "#lifecycle/call-index.ts";
import type { UnitContext } from "#lifecycle/function-context.ts";
import type { ReleaseCall } from "#lifecycle/hold-graph.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { type Place, placeOf } from "#lifecycle/place.ts";
import { reachFrom } from "#lifecycle/reach.ts";
import { referenceMaker } from "#lifecycle/wrong-releases.ts";

export interface MixedRelease {
	readonly release: ReleaseCall;
	/** The call that makes the other reference: `alloc_page`. */
	readonly maker: string;
	readonly at: number;
}

/** Finds a page, but takes no reference. */
const takesNone = /^(vmalloc_to_page|kvm_|gfn_to_(hva|memslot|gpa))/;

/** The first release that pages of another origin can come to, as far as places tell: variables are one place for their whole life. */
export function mixedRelease(
	context: UnitContext,
	releases: readonly ReleaseCall[],
): MixedRelease | null {
	const { unit, graph, fields } = context;
	for (const { model, target, value } of callIndexOf(unit).assignments) {
		const call = uncast(value);
		const written = call.kind === "call" ? calleeName(call) : null;
		const maker = written === null ? null : unit.resolve(written);
		if (maker === null || !referenceMaker.test(maker)) continue;
		if (takesNone.test(maker)) continue;
		const place = placeOf(unit, model, target);
		if (place === null) continue;
		const { places } = reachFrom(graph, fields, [place]);
		if (/alloc/.test(maker) && isFreedApart(context, place, places)) continue;
		const release = releases.find(
			(one) =>
				one.entry.generic &&
				one.places.some((each) => each === place || places.has(each)),
		);
		if (release !== undefined) return { release, maker, at: call.start };
	}
	return null;
}

/** `if (pinned) put_page(page); else __free_page(page);`: the code tells its own pages apart by itself. */
function isFreedApart(
	{ graph }: UnitContext,
	place: Place,
	places: ReadonlySet<Place>,
): boolean {
	return graph.releases.some(
		({ entry, places: freed }) =>
			!entry.proper && freed.some((one) => one === place || places.has(one)),
	);
}

function uncast(value: Expression): Expression {
	return value.kind === "cast" ? uncast(value.operand) : value;
}
