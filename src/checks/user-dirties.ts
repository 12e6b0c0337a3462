// The dirtying calls of a file that are on pages of its sites.

import { mayTakeOver } from "#lifecycle/effects/takeover.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { DirtyCall } from "#lifecycle/graph/hold-graph.ts";
import { isMatching } from "#lifecycle/graph/matching.ts";
import type { CheckInput } from "./check.ts";

export interface UserDirty {
	readonly dirty: DirtyCall;
	readonly site: FollowedSite;
	/** The hold leaves the file and is taken to come back here, where pages are marked and released. */
	readonly assumed: boolean;
}

/** One for each call. */
export function userDirtiesOf(input: CheckInput): readonly UserDirty[] {
	const found = new Map<DirtyCall, UserDirty>();
	for (const site of plainFirst(input.sites))
		for (const dirty of site.dirties)
			if (!found.has(dirty)) found.set(dirty, { dirty, site, assumed: false });
	const leaving = input.sites.filter((site) => leaves(input, site));
	for (const dirty of input.unit.graph.dirties) {
		const site = found.has(dirty)
			? undefined
			: leaving.find((one) => isReleasedBeside(input, one, dirty));
		if (site !== undefined) found.set(dirty, { dirty, site, assumed: true });
	}
	return [...found.values()];
}

/** A page that may come from several calls is taken to be from one that fills an array of pages, not from a bio's. */
function plainFirst(sites: readonly FollowedSite[]): readonly FollowedSite[] {
	const rank = ({ acquire }: FollowedSite): number =>
		/^(bio|request|iterOut|sgTable)$/.test(acquire.entry.holds) ? 1 : 0;
	return [...sites].sort((a, b) => rank(a) - rank(b));
}

/** Nothing in the file but error exits releases it, and somebody elsewhere got it. */
function leaves(input: CheckInput, site: FollowedSite): boolean {
	const { acquire } = site;
	return (
		!acquire.holdsNothing &&
		acquire.entry.kind !== "extract" &&
		site.dirties.length === 0 &&
		site.passes.some((pass) => mayTakeOver(input.unit, site, pass))
	);
}

/** The function gets a table of pages, marks them and lets them go by a call that fits the site. */
function isReleasedBeside(
	input: CheckInput,
	site: FollowedSite,
	dirty: DirtyCall,
): boolean {
	const { parameters, types } = dirty.model;
	const getsTable = parameters.some((name) =>
		/^struct (sg_table|scatterlist)$/.test(types.get(name)?.base ?? ""),
	);
	if (!getsTable) return false;
	return input.unit.graph.releases.some(
		(release) =>
			release.model === dirty.model &&
			release.model !== site.acquire.model &&
			isMatching(site.acquire, release) &&
			release.places.some((place) => dirty.places.includes(place)),
	);
}
