// A release that also lets go of pages which no acquire call took: it cannot change.

import type { UnitContext } from "#lifecycle/function-context.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import type { Place } from "#lifecycle/place.ts";
import {
	madeReferences,
	referenceMaker,
} from "#lifecycle/summaries/made-references.ts";

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
	const isMaker = (name: string): boolean =>
		referenceMaker.test(name) && !takesNone.test(name);
	for (const made of madeReferences(context, isMaker)) {
		const { maker, at, place, reached: places } = made;
		if (/alloc/.test(maker) && isFreedApart(context, place, places)) continue;
		const release = releases.find(
			(one) =>
				one.entry.generic &&
				one.places.some((each) => each === place || places.has(each)),
		);
		if (release !== undefined) return { release, maker, at };
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
