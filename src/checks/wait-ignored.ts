// PF603: the wait for the device can end early, nobody looks whether it did, and the pages are let go.
//
// Reports a release that follows such a wait on every way, without a call that might stop the device on any. Errs:
// a wait that is not for the device is not told from one that is, so the pages must have been handed on before it; that it
// is a device is the assumption.

import { findDmaUnmap } from "#catalog/dma-unmap.ts";
import { findEarlyWait } from "#catalog/waits.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type {
	CallExpression,
	ReleaseCall,
} from "#lifecycle/graph/hold-graph.ts";
import { calleeName, isFree } from "#lifecycle/kernel-idioms.ts";
import { callIndexOf, type IndexedCall } from "#lifecycle/unit/call-index.ts";
import { graphOf } from "#lifecycle/unit/function-graph.ts";
import { contactsOfSite } from "#lifecycle/use/contact-calls.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkWaitIgnored: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites) {
		const finding = judge(input, site);
		if (finding !== null && !found.has(finding.at))
			found.set(finding.at, finding);
	}
	return [...found.values()];
};

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { model } = site.acquire;
	const releases = site.releases.filter((release) => release.model === model);
	if (releases.length === 0) return null;
	for (const wait of callIndexOf(input.unit.unit).byFunction.get(model.key) ??
		[]) {
		const entry = findEarlyWait(wait.name);
		if (entry === null || !isHandedOn(input, site, wait)) continue;
		const release = nextRelease(input, wait, releases);
		if (release !== null) return report(site, release, wait, entry.endedBy);
	}
	return null;
}

/** A device or a function elsewhere got the pages before the wait. */
function isHandedOn(
	input: CheckInput,
	site: FollowedSite,
	wait: IndexedCall,
): boolean {
	const given = [...contactsOfSite(input.unit, site), ...site.passes];
	return given.some(
		({ model, call }) =>
			model === wait.model &&
			call.start > site.acquire.call.start &&
			call.start < wait.call.start,
	);
}

/**
 * The first release behind the wait on a way without a call that may stop the device. A test is passed where all its ways
 * come to a release, and do nothing before it but print and set local variables.
 */
function nextRelease(
	input: CheckInput,
	wait: IndexedCall,
	releases: readonly ReleaseCall[],
): ReleaseCall | null {
	const { nodes } = graphOf(wait.model);
	const start = nodes.find(
		(node) =>
			/^(evaluate|declare|branch)$/.test(node.action.kind) &&
			node.start <= wait.call.start &&
			wait.call.end <= node.end,
	);
	if (start === undefined) return null;
	const reached = new Set([start.id]);
	let tested = false;
	let found: ReleaseCall | null = null;
	for (const id of reached) {
		const node = nodes[id];
		if (node === undefined) continue;
		const next = callsIn(node).filter(({ start }) => start > wait.call.start);
		const release = releases.find(({ call }) => next.includes(call));
		if (release !== undefined) {
			found ??= release;
			continue;
		}
		if (decides(node)) tested = true;
		const isPlain =
			next.every((call) => isHarmless(input, call)) &&
			!/^(return|exit)$/.test(node.action.kind) &&
			!(tested && setsMemory(node));
		if (isPlain) for (const { to } of node.successors) reached.add(to);
		else if (tested) return null;
	}
	return found;
}

/** Somebody else, who stops the device, may look at it. */
function setsMemory(node: CfgNode): boolean {
	return expressionsAt(node).some((expression) => {
		let found = false;
		visitExpression(expression, (part) => {
			if (part.kind === "assign" && part.target.kind !== "identifier")
				found = true;
			return !found;
		});
		return found;
	});
}

function decides({ action }: CfgNode): boolean {
	return action.kind === "switch" || (action.kind === "branch" && !action.loop);
}

function callsIn({ action }: CfgNode): readonly CallExpression[] {
	const expression =
		action.kind === "evaluate"
			? action.expression
			: action.kind === "declare"
				? action.declarator.initial
				: action.kind === "branch" || action.kind === "switch"
					? action.test
					: null;
	const found: CallExpression[] = [];
	if (expression !== null)
		visitExpression(expression, (part) => {
			if (part.kind === "call") found.push(part);
			return true;
		});
	return found;
}

/** Ends a mapping, marks, frees memory or prints: nothing that stops a device. */
function isHarmless(input: CheckInput, call: CallExpression): boolean {
	const written = calleeName(call);
	if (written === null) return false;
	const name = input.unit.unit.resolve(written);
	return (
		findDmaUnmap(name) !== null ||
		input.unit.vocabulary.dirty(name) !== null ||
		isFree(name) ||
		/^(pr_|dev_|printk|sg_free_table|page_to_pfn|PageReserved)/.test(name)
	);
}

function report(
	site: FollowedSite,
	release: ReleaseCall,
	wait: IndexedCall,
	endedBy: string,
): DraftFinding {
	return draftFinding({
		code: "PF603",
		confidence: "likely",
		model: release.model,
		at: release.call.start,
		message: `${release.name}() follows ${wait.name}() whether or not ${endedBy} ended the wait: what works on the pages, taken to be a device, may not have finished; stop it first when the wait ends early`,
		notes: [
			{ at: site.acquire.call.start, message: "acquired here" },
			{ at: wait.call.start, message: `${endedBy} can end this wait` },
		],
		acquire: site.acquire.call.start,
	});
}
