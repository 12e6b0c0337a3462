// Sites that must change together, because one release serves them.

import type { CheckInput } from "#checks/check.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";

export interface HoldGroup {
	/** In the order of the file. */
	readonly sites: readonly FollowedSite[];
	/** All releases that belong to them. */
	readonly releases: readonly ReleaseCall[];
}

/** Of a pin also those that let go of it as of a plain reference. */
export function releasesOf(site: FollowedSite): readonly ReleaseCall[] {
	return site.acquire.entry.kind === "pin"
		? [...site.releases, ...site.mismatched]
		: site.releases;
}

export function holdGroupsOf(input: CheckInput): readonly HoldGroup[] {
	const groups: { sites: Set<FollowedSite>; releases: Set<ReleaseCall> }[] = [];
	for (const site of input.sites) {
		const mine = {
			sites: new Set([site]),
			releases: new Set(releasesOf(site)),
		};
		const shared = groups.filter(({ releases }) =>
			releasesOf(site).some((release) => releases.has(release)),
		);
		for (const other of shared) {
			for (const one of other.sites) mine.sites.add(one);
			for (const one of other.releases) mine.releases.add(one);
			groups.splice(groups.indexOf(other), 1);
		}
		groups.push(mine);
	}
	return groups.map(({ sites, releases }) => ({
		sites: [...sites].sort(
			(a, b) => a.acquire.call.start - b.acquire.call.start,
		),
		releases: [...releases].sort((a, b) => a.call.start - b.call.start),
	}));
}
