// PF104: the same call releases the same pages twice, one after the other with nothing in between, whatever its argument
// looks like. What paths show of plain arrays and pages is the matter of released-twice.ts.
//
// Misses a second release behind a test or by another name. In a driver that takes further references to such a page, reports
// a page by itself only where another function lets what is in the same field go once. Never reports a helper of the driver,
// which may forget what it has released.

import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { AnalyzedUnit } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { isCommonField } from "#lifecycle/graph/reach.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import type { Place } from "#lifecycle/place.ts";
import { makesReferences } from "#lifecycle/releases/wrong-releases.ts";
import { pageArgumentOf } from "#lifecycle/roles.ts";
import { graphOf } from "#lifecycle/unit/function-graph.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { valuesOf } from "#lifecycle/unit/values-of.ts";
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
		const why = site === undefined ? null : reasonFor(input, first);
		return site === undefined || why === null
			? []
			: [report(site, first, second, why)];
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
				observation.kind === "released-again" &&
				observation.at === call.start &&
				!observation.state.coarse,
		),
	);
}

/** Calls that add a reference to a page that somebody has, so that each needs a release of its own. */
const adder =
	/^((try_)?get_page|get_page_unless_zero|folio_(try_)?get|page_ref_(inc|add)|folio_ref_(inc|add)|find_get_pages?\w*|find_lock_page|grab_cache_page\w*)$/;

/** The same for pins (mm/gup.c:folio_add_pin(), v6.12). */
const pinAdder = /^folio_add_pins?$/;

/** What tells that nothing is left of the hold after the first, for the reader; null where it may. */
function reasonFor({ unit }: CheckInput, release: ReleaseCall): string | null {
	// A frame vector remembers that it was let go.
	if (/^(frames|address)$/.test(release.entry.takes)) return null;
	if (!isOfOnePage(release)) return "";
	const isMaker = release.entry.kind === "pin" ? pinAdder : adder;
	if (!makesReferences(unit, release, isMaker))
		return ", and nothing here takes a second reference to them";
	const other = onceReleased(unit, release, isMaker);
	return other === null
		? null
		: `, and ${other.name}() releases what is kept in the same place once`;
}

function isOfOnePage({ entry }: ReleaseCall): boolean {
	return /^(page|folio)$/.test(entry.takes);
}

/**
 * Another function that lets a page of the same field go, and once. Null in a function that takes references itself or is given
 * the page: those are as many as it knows.
 */
function onceReleased(
	unit: AnalyzedUnit,
	release: ReleaseCall,
	isMaker: RegExp,
): FunctionModel | null {
	const { model, name } = release;
	const takes = model.calls.some((call) =>
		isMaker.test(unit.unit.resolve(calleeName(call) ?? "")),
	);
	const slots = takes ? [] : slotsOf(unit, release);
	if (slots.length === 0) return null;
	const others = unit.graph.releases.filter(
		(other) =>
			other.model !== model &&
			other.name === name &&
			slotsOf(unit, other).some((slot) => slots.includes(slot)),
	);
	const [first] = others;
	const isDouble = others.some((one) =>
		others.some((two) => one !== two && one.model === two.model),
	);
	return first === undefined || isDouble ? null : first.model;
}

/** The fields that the page is taken from. */
function slotsOf(
	{ graph }: AnalyzedUnit,
	{ model, call, roles, places }: ReleaseCall,
): readonly Place[] {
	const argument = pageArgumentOf(roles, call.args);
	const values =
		argument?.kind === "identifier" ? valuesOf(model, argument.name) : [];
	return [
		...places,
		...values.flatMap((value) => graph.sources(model, value)),
	].filter((place) => place.startsWith("f:") && !isCommonField(place));
}

function report(
	{ acquire }: FollowedSite,
	first: ReleaseCall,
	second: ReleaseCall,
	why: string,
): DraftFinding {
	return draftFinding({
		code: "PF104",
		confidence: isOfOnePage(first) ? "likely" : "certain",
		model: second.model,
		at: second.call.start,
		message: `${second.name}() releases pages that the call before it has released already${why}`,
		notes: [
			{ at: acquire.call.start, message: "acquired here" },
			{ at: first.call.start, message: "released here first" },
		],
		acquire: acquire.call.start,
	});
}
