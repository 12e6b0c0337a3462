// PF101, PF102: a function fails and leaves pages in an object that its caller gave it, and the caller frees the object without
// letting them go.
//
// Likely: that the caller's object is the one with the pages. Misses objects that are not freed in the function that sees
// the failure. Never reports a caller that does anything with the object which may let its pages go.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import { callIndexOf, type IndexedCall } from "#lifecycle/call-index.ts";
import { endBehindFailure } from "#lifecycle/failed-call.ts";
import { fillingCallsOf } from "#lifecycle/filled-objects.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { graphOf } from "#lifecycle/function-graph.ts";
import type { FunctionModel } from "#lifecycle/function-model.ts";
import { isKnown } from "#lifecycle/hold-effects.ts";
import type { CallExpression } from "#lifecycle/hold-graph.ts";
import {
	calleeName,
	isFree,
	isPreparation,
	isTransparent,
} from "#lifecycle/kernel-idioms.ts";
import type { ReturnState } from "#lifecycle/observation.ts";
import { rootVariable } from "#lifecycle/place.ts";
import { calleesOf } from "#lifecycle/release-summaries.ts";
import { negative, signsOf } from "#lifecycle/value.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkDroppedByCaller: Check = (input) =>
	input.sites.flatMap((site) => judge(input, site) ?? []);

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { model, call } = site.acquire;
	if (site.acquire.entry.kind === "extract" || site.exits.length > 0)
		return null;
	const analyzed = input.unit.functions.find(
		({ context }) => context.model === model,
	);
	const left = analyzed === undefined ? null : failureWithPages(analyzed, call);
	if (left === null) return null;
	const filling = fillingCallsOf(input.unit).find((one) => one.call === call);
	const index = model.parameters.indexOf(filling?.owner ?? "");
	if (index < 0) return null;
	for (const caller of callIndexOf(input.unit.unit).byName.get(model.name) ??
		[]) {
		const free = freeBehindFailure(input, site, caller, index);
		if (free !== null) return report(site, left, caller, free);
	}
	return null;
}

/** An end of the function that fails with the pages of the call in the object. */
function failureWithPages(
	{ paths }: AnalyzedFunction,
	{ start }: CallExpression,
): ReturnState | null {
	return (
		paths.returns.find(({ value, state }) => {
			const hold = state.holds.get(start);
			return (
				hold?.status === "stored" &&
				hold.passedTo === null &&
				// The array is freed here already: the paths of the function show it.
				hold.orphanedAt === null &&
				!hold.keptTwice &&
				!state.coarse &&
				value !== null &&
				signsOf(value) === negative &&
				!(
					value.kind === "symbol" &&
					/E(IOCBQUEUED|INPROGRESS)$/.test(value.name)
				)
			);
		}) ?? null
	);
}

/** The call by which the caller frees the object when the function has failed, with nothing that may let the pages go. */
function freeBehindFailure(
	input: CheckInput,
	site: FollowedSite,
	{ model, call }: IndexedCall,
	index: number,
): CallExpression | null {
	const argument = call.args[index];
	if (argument?.kind !== "identifier") return null;
	const owner = argument.name;
	let free: CallExpression | null = null;
	const end = endBehindFailure(graphOf(model), call, (node) => {
		const fate = fateAt(input, site, model, node, call, owner);
		if (fate === "may let go") return true;
		free ??= fate;
		return false;
	});
	return end === null ? null : free;
}

type Fate = CallExpression | "may let go" | null;

/** What becomes of the object at a node: the call that frees it, or one that may release its pages. */
function fateAt(
	input: CheckInput,
	site: FollowedSite,
	model: FunctionModel,
	node: CfgNode,
	fill: CallExpression,
	owner: string,
): Fate {
	let fate: Fate = null;
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (part.kind !== "call" || part === fill) return fate !== "may let go";
			const own = fateOfCall(input, site, model, part, owner);
			if (own !== null) fate = own;
			return fate !== "may let go";
		});
	return fate;
}

function fateOfCall(
	input: CheckInput,
	site: FollowedSite,
	model: FunctionModel,
	call: CallExpression,
	owner: string,
): Fate {
	const { unit, releases, graph } = input.unit;
	if (graph.releases.some((release) => release.call === call))
		return "may let go";
	const callees = calleesOf(unit, call);
	const lets = callees.some((callee) => {
		const summary = releases.get(callee);
		return (
			summary !== undefined &&
			(summary.parameters.size > 0 ||
				[...summary.shared].some((place) => site.reach.places.has(place)))
		);
	});
	if (lets) return "may let go";
	const given = call.args.flatMap((arg, index) =>
		rootVariable(arg) === owner ? [index] : [],
	);
	if (given.length === 0) return null;
	const name = calleeName(call);
	const [only, ...others] = callees;
	if (only === undefined || others.length > 0)
		return name === null ? "may let go" : fateByName(input, model, call, owner);
	const target = unit.functions.get(only);
	if (target === undefined) return "may let go";
	const fates = given.map((index) => fateInside(input, target, index));
	if (fates.includes("may let go")) return "may let go";
	return fates.includes("freed") ? call : null;
}

function fateByName(
	input: CheckInput,
	model: FunctionModel,
	call: CallExpression,
	owner: string,
): Fate {
	const name = input.unit.unit.resolve(calleeName(call) ?? "");
	const [first] = call.args;
	if (isFree(name))
		return first?.kind === "identifier" && first.name === owner ? call : null;
	const isHarmless =
		isTransparent(name) ||
		isPreparation(name) ||
		isKnown({ ...input.unit, model }, name, call);
	return isHarmless ? null : "may let go";
}

/** A function of the unit that only frees the object and memory in it. */
function fateInside(
	input: CheckInput,
	target: FunctionModel,
	index: number,
): "freed" | "may let go" | null {
	const owner = target.parameters[index];
	if (owner === undefined) return "may let go";
	const isStored = target.assignments.some(
		({ value }) => isObject(value) && rootVariable(value) === owner,
	);
	if (isStored) return "may let go";
	let freed = false;
	for (const call of target.calls) {
		if (!call.args.some((arg) => rootVariable(arg) === owner)) continue;
		const fate =
			calleesOf(input.unit.unit, call).length > 0 || calleeName(call) === null
				? "may let go"
				: fateByName(input, target, call, owner);
		if (fate === "may let go") return fate;
		if (fate !== null) freed = true;
	}
	return freed ? "freed" : null;
}

/** The object itself or a part of it by address, not what is in it. */
function isObject(expression: Expression): boolean {
	if (expression.kind === "cast") return isObject(expression.operand);
	return expression.kind === "identifier" || expression.kind === "address";
}

function report(
	{ acquire }: FollowedSite,
	left: ReturnState,
	{ model, call }: IndexedCall,
	free: CallExpression,
): DraftFinding {
	const isPart = left.state.holds.get(acquire.call.start)?.part === "partial";
	const pages = isPart
		? `the pages that ${acquire.name}() did get`
		: `the pages from ${acquire.name}()`;
	return draftFinding({
		code: isPart ? "PF102" : "PF101",
		confidence: "likely",
		model: acquire.model,
		at: left.at,
		message: `fails with ${pages} in the object, which ${model.name}() then frees`,
		notes: [
			{ at: acquire.call.start, message: "acquired here" },
			{ at: call.start, message: "called here" },
			{
				at: free.start,
				message:
					"the object is freed here, and nothing lets the pages in it go",
			},
		],
		acquire: acquire.call.start,
	});
}
