// PF104: the same call releases the same pages twice, one after the other with nothing in between, whatever its argument
// looks like. What paths show of plain arrays and pages is the matter of released-twice.ts.
//
// Misses a second release behind a test or by another name. Never reports a page by itself in a driver that takes further
// references to such a page, nor a helper of the driver, which may forget what it has released.

import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { graphOf } from "#lifecycle/function-graph.ts";
import type { FunctionModel } from "#lifecycle/function-model.ts";
import type { ReleaseCall } from "#lifecycle/hold-graph.ts";
import { makesReferences } from "#lifecycle/wrong-releases.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkReleasedInARow: Check = (input) => {
	const byModel = new Map<FunctionModel, ReleaseCall[]>();
	for (const release of input.unit.graph.releases) {
		const known = byModel.get(release.model);
		if (known === undefined) byModel.set(release.model, [release]);
		else known.push(release);
	}
	return [...byModel].flatMap(([model, releases]) =>
		releases.length < 2 ? [] : pairsIn(input, model, releases),
	);
};

function pairsIn(
	input: CheckInput,
	model: FunctionModel,
	releases: readonly ReleaseCall[],
): readonly DraftFinding[] {
	return releases.flatMap((first) => {
		const second = releases.find(
			(other) =>
				other.call.start > first.call.start && isSameCall(input, first, other),
		);
		if (second === undefined || !isNext(model, first, second)) return [];
		if (isSeen(input, second)) return [];
		const site = input.sites.find((one) =>
			[...one.releases, ...one.mismatched].includes(first),
		);
		if (site === undefined || !endsHold(input, first)) return [];
		return [report(site, first, second)];
	});
}

/** The same text, with no side effect in it. */
function isSameCall(
	{ unit }: CheckInput,
	a: ReleaseCall,
	b: ReleaseCall,
): boolean {
	const textOf = ({ call }: ReleaseCall): string =>
		unit.unit.view.text.slice(call.start, call.end).replace(/\s+/g, "");
	if (a.name !== b.name || textOf(a) !== textOf(b)) return false;
	let isPlain = true;
	for (const arg of a.call.args)
		visitExpression(arg, (part) => {
			if (/^(assign|update|statement-expression)$/.test(part.kind))
				isPlain = false;
			return isPlain;
		});
	return isPlain;
}

/** Behind the first nothing is evaluated before the second. */
function isNext(
	model: FunctionModel,
	first: ReleaseCall,
	second: ReleaseCall,
): boolean {
	const { nodes } = graphOf(model);
	const isOf = (node: CfgNode, { call }: ReleaseCall): boolean =>
		expressionsAt(node).some((expression) => expression === call);
	let node = nodes.find((one) => isOf(one, first));
	for (let steps = 0; node !== undefined && steps < nodes.length; steps++) {
		const [next, ...others] = node.successors;
		if (next === undefined || others.length > 0) return false;
		node = nodes[next.to];
		if (node === undefined || isOf(node, second)) return node !== undefined;
		if (node.action.kind !== "join") return false;
	}
	return false;
}

/** A path has shown it already. */
function isSeen({ unit }: CheckInput, { call }: ReleaseCall): boolean {
	return unit.functions.some(({ paths }) =>
		paths.observations.some(
			(observation) =>
				observation.kind === "released-again" && observation.at === call.start,
		),
	);
}

/** Calls that add a reference to a page that somebody has, so that each needs a release of its own. */
const adder =
	/^((try_)?get_page|get_page_unless_zero|folio_(try_)?get|page_ref_(inc|add)|folio_ref_(inc|add)|find_get_pages?\w*|find_lock_page|grab_cache_page\w*)$/;

/** The same for pins (mm/gup.c:folio_add_pin(), v6.12). */
const pinAdder = /^folio_add_pins?$/;

/** Nothing is left of the hold after the first. A frame vector remembers that it was let go. */
function endsHold({ unit }: CheckInput, release: ReleaseCall): boolean {
	if (/^(frames|address)$/.test(release.entry.takes)) return false;
	if (!/^(page|folio)$/.test(release.entry.takes)) return true;
	const isMaker = release.entry.kind === "pin" ? pinAdder : adder;
	return !makesReferences(unit, release, isMaker);
}

function report(
	{ acquire }: FollowedSite,
	first: ReleaseCall,
	second: ReleaseCall,
): DraftFinding {
	const isOnePage = /^(page|folio)$/.test(first.entry.takes);
	return draftFinding({
		code: "PF104",
		confidence: isOnePage ? "likely" : "certain",
		model: second.model,
		at: second.call.start,
		message: `${second.name}() releases pages that the call before it has released already${isOnePage ? ", and nothing here takes a second reference to them" : ""}`,
		notes: [
			{ at: acquire.call.start, message: "acquired here" },
			{ at: first.call.start, message: "released here first" },
		],
		acquire: acquire.call.start,
	});
}
