// PF101: a loop hands the pages of an array over one by one and gives up in the middle; those behind are nobody's.

import { innermostLoop, type LoopStatement } from "#csource/innermost-loop.ts";
import type { Expression } from "#csource/syntax.ts";
import { contains, visitExpression, visitStatement } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import { isKnown } from "#lifecycle/effects/takeover.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type {
	FunctionContext,
	HoldSource,
} from "#lifecycle/function-context.ts";
import type { CallExpression } from "#lifecycle/graph/hold-graph.ts";
import {
	calleeName,
	isErrorNumber,
	isFree,
	isTransparent,
} from "#lifecycle/kernel-idioms.ts";
import { asksForOne } from "#lifecycle/paths/asks-for-one.ts";
import { rootVariable, typeOf } from "#lifecycle/place.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { endBehindFailure } from "#lifecycle/summaries/failed-call.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { isKeptElsewhere } from "./lost-hold.ts";
import { checkOwnHolds, type OwnHold } from "./own-holds.ts";

export const checkLeftInLoop = checkOwnHolds(judge);

function judge(
	_input: CheckInput,
	{ analyzed, source, site }: OwnHold,
): DraftFinding | null {
	const { context } = analyzed;
	const array = arrayOf(context, source);
	if (array === null || asksForOne(source)) return null;
	for (const call of context.model.calls) {
		if (call.start <= source.call.start) continue;
		const loop = innermostLoop(context.model.syntax.body, call);
		if (loop === null || loop.start <= source.call.start) continue;
		if (!takesElement(context, loop, call, array)) continue;
		const end =
			failureBehind(context, source, call, loop) ??
			endBehindFailure(
				context.cfg,
				call,
				(node) =>
					isNextRound(node, loop) || makesGood(context, source, node, "given"),
			);
		if (end !== null && !isReported(analyzed, source, end))
			return report(context, site, call, end);
	}
	return null;
}

/** The variable whose memory only this function knows: its own, or a part of an object that it uses as scratch memory. */
function arrayOf(context: FunctionContext, source: HoldSource): string | null {
	const { acquire } = source;
	if (acquire === null || acquire.entry.holds !== "pages") return null;
	const kept = argumentWith("pages", acquire.roles, source.call.args);
	if (kept?.kind !== "identifier") return null;
	if (context.origins.get(kept.name) === "own") return kept.name;
	return isScratch(context, kept.name) ? kept.name : null;
}

/** `struct page **pages = (struct page **)table;` */
function isScratch(context: FunctionContext, name: string): boolean {
	let found = false;
	visitStatement(context.model.syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const { name: declared, initial } of statement.declarators) {
			if (declared !== name || initial?.kind !== "cast") continue;
			const type = typeOf(context.unit, context.model, initial.operand);
			found ||= type !== null && !/^(struct page|void)$/.test(type.base);
		}
	});
	return found;
}

/** A function that may keep what it gets is given `array[i]`, or a page that was read from it in the loop. */
function takesElement(
	context: FunctionContext,
	loop: LoopStatement,
	call: CallExpression,
	array: string,
): boolean {
	if (isHarmless(context, call)) return false;
	if (context.releasing.has(call.start))
		return isGivenOnePage(context, call, array);
	const elements = new Set<string>();
	visitStatement(loop.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const { name, initial } of statement.declarators)
			if (initial !== null && isElement(initial, array)) elements.add(name);
	});
	const carriers = new Set<string>();
	for (const { target, value, start } of context.model.assignments) {
		if (start < loop.start || loop.end <= start || !isElement(value, array))
			continue;
		if (target.kind === "identifier") elements.add(target.name);
		else if (isOnStack(context, target))
			carriers.add(rootVariable(target) ?? "");
	}
	return call.args.some(
		(arg) =>
			isElement(arg, array) ||
			(arg.kind === "identifier" && elements.has(arg.name)) ||
			(arg.kind === "address" && carriers.has(rootVariable(arg) ?? "")),
	);
}

/** `buf.page`, with a buf that this function declares. */
function isOnStack({ model }: FunctionContext, target: Expression): boolean {
	const type = model.types.get(rootVariable(target) ?? "");
	return (
		target.kind === "member" &&
		target.object.kind === "identifier" &&
		type?.pointers === 0
	);
}

/** A function of the unit that tells an errno gets one entry, and lets go of that one where it fails. */
function isGivenOnePage(
	{ unit }: FunctionContext,
	call: CallExpression,
	array: string,
): boolean {
	const target = unit.functions.get(unit.resolve(calleeName(call) ?? ""));
	return (
		target?.syntax.returnType.base === "int" &&
		call.args.some(
			(arg, index) =>
				isElement(arg, array) &&
				target.types.get(target.parameters[index] ?? "")?.base ===
					"struct page",
		)
	);
}

function isElement(expression: Expression, array: string): boolean {
	return (
		expression.kind === "index" &&
		expression.object.kind === "identifier" &&
		expression.object.name === array
	);
}

/** The first return of an errno behind the call that is reached without another round, a release or a call that may make good. */
function failureBehind(
	context: FunctionContext,
	source: HoldSource,
	call: CallExpression,
	loop: LoopStatement,
): CfgNode | null {
	const { nodes } = context.cfg;
	const start = nodes.find((node) =>
		expressionsAt(node).some((part) => contains(part, call)),
	);
	if (start === undefined) return null;
	const seen = new Set([start.id]);
	let end: CfgNode | null = null;
	for (const id of seen) {
		const node = nodes[id];
		if (node === undefined) continue;
		if (node !== start && makesGood(context, source, node)) {
			// What stands behind the loop releases the rest, whatever test is before it.
			if (node.start >= loop.end) return null;
			continue;
		}
		if (node.action.kind === "return") {
			if (isErrno(node.action.value)) end ??= node;
			continue;
		}
		if (isNextRound(node, loop)) continue;
		for (const { to } of node.successors) seen.add(to);
	}
	return end;
}

function isNextRound(node: CfgNode, loop: LoopStatement): boolean {
	const parts = [loop.test, loop.kind === "for" ? loop.update : null];
	return parts.some(
		(part) => part !== null && part.start <= node.start && node.end <= part.end,
	);
}

/** given: a function that gets nothing of the array can let none of its pages go. */
function makesGood(
	context: FunctionContext,
	source: HoldSource,
	node: CfgNode,
	calls: "any" | "given" = "any",
): boolean {
	let found = false;
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			// What is asserted asks and does nothing.
			if (part.kind === "call" && isAssertion(part)) return false;
			if (part.kind === "call") {
				const released = context.releasing.get(part.start) ?? [];
				if (
					released.includes(source) ||
					(isToldOf(context, source, part, calls) && !isHarmless(context, part))
				)
					found = true;
			}
			return !found;
		});
	return found;
}

/** WARN_ON_ONCE(full) and the like (include/asm-generic/bug.h). */
function isAssertion(call: CallExpression): boolean {
	return /^(WARN|BUG)(_ON)?(_ONCE)?$/.test(calleeName(call) ?? "");
}

function isToldOf(
	{ graph, model }: FunctionContext,
	source: HoldSource,
	call: CallExpression,
	calls: "any" | "given",
): boolean {
	return (
		calls === "any" ||
		calleeName(call) === null ||
		call.args.some((arg) =>
			graph.sources(model, arg).some((place) => source.places.has(place)),
		)
	);
}

/** Frees memory, prepares it or prints: lets no page go and keeps none. */
function isHarmless(context: FunctionContext, call: CallExpression): boolean {
	const written = calleeName(call);
	if (written === null) return false;
	const name = context.unit.resolve(written);
	if (isFree(name) || isTransparent(name)) return true;
	if (
		/^(pr_|dev_|printk|mutex_unlock|up_read|mmap_read_unlock|ERR_PTR)/.test(
			name,
		)
	)
		return true;
	return (
		!context.unit.functions.has(name) &&
		context.vocabulary.derivations(name).length === 0 &&
		isKnown(context, name, call)
	);
}

function isErrno(value: Expression | null): boolean {
	if (value === null) return false;
	if (value.kind === "call" && calleeName(value) === "ERR_PTR")
		return isErrno(value.args[0] ?? null);
	return (
		value.kind === "unary" &&
		value.op === "-" &&
		value.operand.kind === "identifier" &&
		isErrorNumber(value.operand.name)
	);
}

/** The paths have shown it, with all that is known of them and no assumption about the function that takes the pages. */
function isReported(
	analyzed: AnalyzedFunction,
	source: HoldSource,
	end: CfgNode,
): boolean {
	return analyzed.paths.observations.some(
		(observation) =>
			observation.kind === "lost" &&
			observation.source === source &&
			observation.at === end.start &&
			!observation.state.coarse &&
			(observation.hold.passedTo?.manner !== "given" ||
				isKeptElsewhere(analyzed, observation)),
	);
}

function report(
	context: FunctionContext,
	{ acquire }: FollowedSite,
	call: CallExpression,
	end: CfgNode,
): DraftFinding {
	const taker = rootVariable(call.callee) ?? "the call";
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model: context.model,
		at: end.start,
		message: `gives up in the middle of the loop: the pages from ${acquire.name}() behind the one that ${taker}() did not take are not released`,
		notes: [
			{ at: acquire.call.start, message: "acquired here" },
			{ at: call.start, message: "handed over one by one here" },
		],
		acquire: acquire.call.start,
	});
}
