// PF201, PF202: pages taken with one family of calls are let go with the other.

import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";

export const checkWrongFamily: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites)
		for (const release of [...site.mismatched, ...metOnPath(input, site)])
			if (!found.has(release.call.start))
				found.set(release.call.start, report(site, release));
	return [...found.values()];
};

/** Releases that were seen to meet this very hold on a path. */
function metOnPath(
	input: CheckInput,
	site: FollowedSite,
): readonly ReleaseCall[] {
	return input.unit.functions.flatMap(({ paths }) =>
		paths.observations.flatMap((observation) =>
			observation.kind === "other-family" &&
			observation.source.call === site.acquire.call &&
			!observation.state.coarse
				? [observation.release]
				: [],
		),
	);
}

function report(site: FollowedSite, release: ReleaseCall): DraftFinding {
	const same = site.acquire.model === release.model;
	return {
		...describe(site, release),
		class: "mismatch",
		severity: "error",
		confidence: same ? "certain" : "likely",
		function: release.model.name,
		at: release.call.start,
		notes: [
			{
				at: site.acquire.call.start,
				message:
					site.acquire.entry.kind === "pin" ? "pinned here" : "referenced here",
			},
		],
		acquire: site.acquire.call.start,
	};
}

function describe(
	site: FollowedSite,
	release: ReleaseCall,
): Pick<DraftFinding, "code" | "message"> {
	const [taken, released] = [`${site.acquire.name}()`, `${release.name}()`];
	if (!release.entry.proper)
		return {
			code: "PF203",
			message: `${released} frees a page that belongs to the process ${taken} took it from`,
		};
	return site.acquire.entry.kind === "pin"
		? {
				code: "PF201",
				message: `pages pinned by ${taken} are released with ${released}, which leaves the pin behind`,
			}
		: {
				code: "PF202",
				message: `pages taken by ${taken} are released with ${released}, which takes away a pin they do not have`,
			};
}
