// PF201, PF202: pages taken with one family of calls are let go with the other.

import type { Statement } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import { type FollowedSite, isMatching } from "#lifecycle/follow-site.ts";
import type { AcquireCall, ReleaseCall } from "#lifecycle/hold-graph.ts";
import { reachFrom } from "#lifecycle/reach.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";

export const checkWrongFamily: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites) {
		if (site.acquire.holdsNothing || site.acquire.entry.kind === "extract")
			continue;
		for (const release of wrongReleases(input, site))
			if (!found.has(release.call.start))
				found.set(release.call.start, report(site, release));
	}
	return [...found.values()];
};

function wrongReleases(
	input: CheckInput,
	site: FollowedSite,
): readonly ReleaseCall[] {
	const { graph, fields } = input.unit;
	const direct = reachFrom(graph, fields, [
		`h:${site.acquire.call.start}`,
	]).places;
	return graph.releases.filter(
		(release) =>
			!isMatching(site.acquire, release) &&
			release.places.some((place) => direct.has(place)) &&
			!hasOtherSource(input, site.acquire, release) &&
			!hasOtherArm(input, site, release),
	);
}

/** Calls that make references of their own: what they return or raise may be put with put_page(). */
const referenceMaker =
	/^(get_page|folio_get|try_get_page|try_get_folio|page_cache_get|folio_try_get|alloc_pages?|alloc_page_vma|__alloc_pages|folio_alloc|page_pool_|dev_alloc_pages?|find_get_page|find_lock_page|grab_cache_page|read_mapping_page|shmem_read_mapping_page|vmalloc_to_page|pfn_to_online_page|kvm_|gfn_to_)/;

/** The same variable or field also gets pages that are rightly released this way: the analysis cannot tell them apart. */
function hasOtherSource(
	input: CheckInput,
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	const { graph, fields, unit } = input.unit;
	const rightSource = graph.acquires.some(
		(other) =>
			other !== acquire &&
			!other.holdsNothing &&
			isMatching(other, release) &&
			reachFrom(graph, fields, [`h:${other.call.start}`]).places.has(
				release.places[0] ?? "",
			),
	);
	if (rightSource) return true;
	return unit.view.functions.some(
		(outline) =>
			unit.functions.has(outline.name) &&
			[...outline.identifiers].some((name) =>
				referenceMaker.test(unit.resolve(name)),
			),
	);
}

/** `if (pinned) unpin_user_page(p); else put_page(p);`: the code itself tells the two kinds apart. */
function hasOtherArm(
	input: CheckInput,
	site: FollowedSite,
	release: ReleaseCall,
): boolean {
	const right = input.unit.graph.releases.filter(
		(other) => other.model === release.model && isMatching(site.acquire, other),
	);
	const contains = (statement: Statement | null, call: ReleaseCall): boolean =>
		statement !== null &&
		statement.start <= call.call.start &&
		call.call.start < statement.end;
	let found = false;
	visitStatement(release.model.syntax.body, (statement) => {
		if (statement.kind !== "if") return;
		for (const other of right)
			if (
				(contains(statement.then, release) &&
					contains(statement.otherwise, other)) ||
				(contains(statement.then, other) &&
					contains(statement.otherwise, release))
			)
				found = true;
	});
	return found;
}

function report(site: FollowedSite, release: ReleaseCall): DraftFinding {
	const pinned = site.acquire.entry.kind === "pin";
	const same = site.acquire.model === release.model;
	return {
		code: pinned ? "PF201" : "PF202",
		class: "mismatch",
		severity: "error",
		confidence: same ? "certain" : "likely",
		function: release.model.name,
		at: release.call.start,
		message: pinned
			? `pages pinned by ${site.acquire.name}() are released with ${release.name}(), which leaves the pin behind`
			: `pages taken by ${site.acquire.name}() are released with ${release.name}(), which takes away a pin they do not have`,
		notes: [
			{
				at: site.acquire.call.start,
				message: `${pinned ? "pinned" : "referenced"} here`,
			},
		],
		acquire: site.acquire.call.start,
	};
}
