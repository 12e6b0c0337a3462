// PF601: pages are let go while they are still mapped for a device.
//
// Reports a call that ends a mapping where every path to it has already released pages of that mapping in the same
// function; in a function that only takes down and never unmaps first, where one path has, which is
// taken to be possible. The mapping is told by its table,
// or by the variable or field that kept its address. Errs: misses mappings whose address is kept in an array.

import { includesOffset } from "#csource/extent.ts";
import { namesOf } from "#csource/walk.ts";
import { factsBeforeCalls, type Step } from "#flow/facts.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { rootVariable } from "#lifecycle/place.ts";
import { pageArgumentOf } from "#lifecycle/roles.ts";
import { graphOf } from "#lifecycle/unit/function-graph.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { contactsOfSite } from "#lifecycle/use/contact-calls.ts";
import { type UnmapCall, unmapsOfSite } from "#lifecycle/use/unmap-calls.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkReleasedMapped: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites)
		for (const finding of judge(input, site))
			if (!found.has(finding.at)) found.set(finding.at, finding);
	return [...found.values()];
};

function judge(input: CheckInput, site: FollowedSite): readonly DraftFinding[] {
	const releases = [...site.releases, ...site.mismatched];
	if (releases.length === 0) return [];
	const unmaps = unmapsOfSite(input.unit, site);
	return [...new Set(unmaps.map((unmap) => unmap.model))].flatMap((model) => {
		const own = releases.filter((release) => release.model === model);
		return own.length === 0
			? []
			: inFunction(
					input,
					site,
					model,
					own,
					unmaps.filter((unmap) => unmap.model === model),
				);
	});
}

function inFunction(
	input: CheckInput,
	site: FollowedSite,
	model: FunctionModel,
	releases: readonly ReleaseCall[],
	unmaps: readonly UnmapCall[],
): readonly DraftFinding[] {
	const at = new Map(releases.map((release) => [release.call.start, release]));
	const remap = new Set(
		contactsOfSite(input.unit, site).map(({ call }) => call.start),
	);
	// Where the function only takes things down, one path on which the release comes first is enough.
	const tearsDown =
		!includesOffset(model.syntax, site.acquire.call.start) &&
		![...remap].some((start) => includesOffset(model.syntax, start)) &&
		!precedes(model, unmaps, releases);
	const releasedBefore = (meet: "must" | "may") =>
		factsBeforeCalls(graphOf(model), meet, (step, facts) => {
			for (const fact of facts) {
				const release = at.get(Number(fact));
				if (release !== undefined && isOver(step, release, meet === "may"))
					facts.delete(fact);
			}
			if (step.kind !== "expression" || step.expression.kind !== "call") return;
			const { start } = step.expression;
			if (start === site.acquire.call.start || remap.has(start)) facts.clear();
			else if (at.has(start)) facts.add(String(start));
		});
	const always = releasedBefore("must");
	const sometimes = tearsDown ? releasedBefore("may") : always;
	return unmaps.flatMap((unmap) => {
		const [certain] = always.get(unmap.at) ?? [];
		const [fact] = sometimes.get(unmap.at) ?? [];
		const release = at.get(Number(certain ?? fact));
		return release === undefined
			? []
			: [report(site, unmap, release, certain !== undefined)];
	});
}

/** On some path one of the unmapping calls comes before one of the releases. */
function precedes(
	model: FunctionModel,
	unmaps: readonly UnmapCall[],
	releases: readonly ReleaseCall[],
): boolean {
	const ends = new Set(unmaps.map((unmap) => unmap.at));
	const before = factsBeforeCalls(graphOf(model), "may", (step, facts) => {
		if (step.kind === "expression" && ends.has(step.expression.start))
			facts.add("unmapped");
	});
	return releases.some(({ call }) => (before.get(call.start)?.size ?? 0) > 0);
}

/** What the release was told by means other pages from now on; inLoop: the next entry of an array is part of the same. */
function isOver(step: Step, release: ReleaseCall, inLoop: boolean): boolean {
	const pages = pageArgumentOf(release.roles, release.call.args);
	if (pages === null) return true;
	if (inLoop && (pages.kind === "identifier" || pages.kind === "index"))
		return false;
	if (step.kind === "declare") return namesOf(pages).has(step.declarator.name);
	const { expression } = step;
	const target =
		expression.kind === "assign"
			? expression.target
			: expression.kind === "update"
				? expression.operand
				: null;
	const root = target === null ? null : rootVariable(target);
	return root !== null && target?.kind !== "member" && namesOf(pages).has(root);
}

function report(
	site: FollowedSite,
	unmap: UnmapCall,
	release: ReleaseCall,
	isCertain: boolean,
): DraftFinding {
	return draftFinding({
		code: "PF601",
		confidence: isCertain ? "certain" : "likely",
		model: release.model,
		at: release.call.start,
		message: `${release.name}() lets the pages go before ${unmap.name}() ends the mapping: the device may still write into memory of somebody else; stop the device, unmap, mark dirty, release`,
		notes: [
			{ at: site.acquire.call.start, message: "acquired here" },
			{ at: unmap.at, message: "unmapped only here" },
		],
		acquire: site.acquire.call.start,
	});
}
