// PF101: pages are taken one by one, a step behind the acquire fails, and what is undone ends before the page just taken:
// `while (--i >= 0) put_page(pages[i])`, `for (j = 0; j < obj->count; j++) …` where the count is raised only at the end.
//
// Likely. Reports a jump out of the loop that stands behind the test of the acquire, with nothing in between that lets go of
// the page, counts it or gives it away, where the undoing loop or call behind the jump leaves out the index of the acquire.
// Errs: misses results that are not tested by an `if` that leaves, and undoing in another function.

import { includesOffset, isWithin } from "#csource/extent.ts";
import { innermostLoop, type LoopStatement } from "#csource/innermost-loop.ts";
import type { Expression, Extent, Statement } from "#csource/syntax.ts";
import {
	contains,
	expressionsOf,
	namesOf,
	substatementsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import { isKnown } from "#lifecycle/effects/takeover.ts";
import type {
	FunctionContext,
	HoldSource,
} from "#lifecycle/function-context.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { asksForOne } from "#lifecycle/paths/asks-for-one.ts";
import { pathText, rootVariable } from "#lifecycle/place.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { resultNames } from "#lifecycle/unit/result-names.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { checkOwnHolds, type OwnHold } from "./own-holds.ts";

export const checkCurrentLeftOut = checkOwnHolds(judge);

/** Where the page of one round is kept. */
interface Element {
	readonly array: string;
	/** What the index is called: the variable, and the count it was copied from. */
	readonly indices: ReadonlySet<string>;
}

function judge(
	_input: CheckInput,
	{ analyzed: { context, paths }, source, acquire }: OwnHold,
): DraftFinding | null {
	const { model } = context;
	const { call } = source;
	if (!asksForOne(source)) return null;
	if (
		paths.observations.some(
			(one) => one.kind.startsWith("lost") && one.source?.call === call,
		)
	)
		return null;
	const loop = innermostLoop(model.syntax.body, call);
	const element = elementOf(context, source, loop);
	if (loop === null || element === null) return null;
	const from = testedUpTo(context, source, loop);
	if (from === null) return null;
	for (const { jump, to } of jumpsOut(model.syntax.body, loop)) {
		if (jump.start < from) continue;
		const between = { start: from, end: jump.start };
		if (isTakenCareOf(context, element, between)) continue;
		const undo = undoBehind(context, element, to, loop);
		if (undo !== null)
			return draftFinding({
				code: "PF101",
				confidence: "likely",
				model,
				at: jump.start,
				message: `the page that ${acquire.name}() has got in this round stays held: what is undone behind ends before it`,
				notes: [
					{ at: call.start, message: "acquired here" },
					{
						at: undo.call.start,
						message: "lets go of those of earlier rounds only",
					},
				],
				acquire: call.start,
			});
	}
	return null;
}

/** `&pages[i]`, `obj->pages + i` */
function elementOf(
	{ model }: FunctionContext,
	{ acquire, call }: HoldSource,
	loop: LoopStatement | null,
): Element | null {
	const kept =
		acquire === null ? null : argumentWith("pages", acquire.roles, call.args);
	const [array, index] =
		kept?.kind === "address" && kept.operand.kind === "index"
			? [kept.operand.object, kept.operand.index]
			: kept?.kind === "binary" && kept.op === "+"
				? [kept.left, kept.right]
				: [null, null];
	const name = array === null ? null : pathText(array);
	const key = index === null ? null : pathText(index);
	if (name === null || key === null || loop === null) return null;
	const copied = model.assignments.flatMap(({ target, value, start }) =>
		pathText(target) === key && start < call.start && isWithin(value, loop)
			? (pathText(value) ?? [])
			: [],
	);
	return { array: name, indices: new Set([key, ...copied]) };
}

/** Where the `if` ends that leaves when the acquire has failed; null where none does. */
function testedUpTo(
	{ model }: FunctionContext,
	{ call }: HoldSource,
	loop: LoopStatement,
): number | null {
	const names = resultNames(model, call);
	const again = model.assignments
		.filter(
			({ target, value, start }) =>
				start > call.end &&
				value !== call &&
				target.kind === "identifier" &&
				names.has(target.name),
		)
		.map(({ start }) => start);
	const limit = Math.min(loop.body.end, ...again);
	let end: number | null = null;
	visitStatement(loop.body, (statement) => {
		if (statement.kind !== "if" || statement.test.start >= limit) return;
		const tests =
			contains(statement.test, call) ||
			(statement.start > call.start &&
				[...namesOf(statement.test)].some((name) => names.has(name)));
		if (tests && leaves(statement.then) && statement.otherwise === null)
			end = Math.max(end ?? 0, statement.end);
	});
	return end;
}

function leaves(statement: Statement): boolean {
	let found = false;
	visitStatement(statement, ({ kind }) => {
		found ||= kind === "goto" || kind === "return" || kind === "break";
	});
	return found;
}

/** Jumps from the loop to what stands behind it. */
function jumpsOut(
	body: Statement,
	loop: LoopStatement,
): readonly { readonly jump: Extent; readonly to: number }[] {
	const labels = new Map<string, number>();
	visitStatement(body, (statement) => {
		if (statement.kind === "label") labels.set(statement.name, statement.start);
	});
	const found: { jump: Extent; to: number }[] = [];
	const visit = (statement: Statement, isInner: boolean): void => {
		if (statement.kind === "goto" && statement.label !== null) {
			const to = labels.get(statement.label);
			if (to !== undefined && to >= loop.end)
				found.push({ jump: statement, to });
		}
		if (statement.kind === "break" && !isInner)
			found.push({ jump: statement, to: loop.end });
		const inner =
			isInner || /^(for|while|do|switch|macro-block)$/.test(statement.kind);
		for (const child of substatementsOf(statement)) visit(child, inner);
	};
	visit(loop.body, false);
	return found;
}

/** In between something is released, the page is counted, or it is given to a function that may keep it or let it go. */
function isTakenCareOf(
	context: FunctionContext,
	element: Element,
	between: Extent,
): boolean {
	const { model, unit, graph } = context;
	const isInside = ({ start }: Extent): boolean =>
		includesOffset(between, start);
	if (
		graph.releases.some(
			({ model: own, call }) => own === model && isInside(call),
		) ||
		changesIndex(context, element, between)
	)
		return true;
	return model.calls.some((call) => {
		if (!isInside(call)) return false;
		const written = calleeName(call);
		const name = written === null ? null : unit.resolve(written);
		if (name !== null && isKnown(context, name, call)) return false;
		const root = element.array.split(".")[0];
		if (!call.args.some((argument) => rootVariable(argument) === root))
			return false;
		if (name === null || !unit.functions.has(name)) return true;
		const summary = context.releases.get(name);
		return (
			summary !== undefined && summary.parameters.size + summary.shared.size > 0
		);
	});
}

function changesIndex(
	{ model }: FunctionContext,
	{ indices }: Element,
	between: Extent,
): boolean {
	let changes = false;
	for (const expression of expressionsOf(model.syntax.body))
		visitExpression(expression, (part) => {
			const target =
				part.kind === "update"
					? part.operand
					: part.kind === "assign"
						? part.target
						: null;
			if (
				target !== null &&
				includesOffset(between, part.start) &&
				indices.has(pathText(target) ?? "")
			)
				changes = true;
			return !changes;
		});
	return changes;
}

/** The only release behind the jump, where it leaves the element out. */
function undoBehind(
	context: FunctionContext,
	element: Element,
	to: number,
	loop: LoopStatement,
): ReleaseCall | null {
	const { model, graph } = context;
	const behind = graph.releases.filter(
		({ model: own, call }) => own === model && call.start >= to,
	);
	const [undo] = behind;
	if (undo === undefined || behind.length > 1) return null;
	const { call } = undo;
	const undoing = innermostLoop(model.syntax.body, call);
	if (undoing !== null && isWithin(loop, undoing)) return null;
	const start = undoing?.start ?? call.start;
	const between = { start: to, end: start };
	if (changesIndex(context, element, between)) return null;
	if (endsBefore(model.syntax.body, between)) return null;
	return leavesOut(undo, undoing, element) ? undo : null;
}

/** In between the function ends or goes elsewhere, whatever is tested. */
function endsBefore(body: Statement, between: Extent): boolean {
	const tested: Extent[] = [];
	const ends: Extent[] = [];
	visitStatement(body, (statement) => {
		if (!includesOffset(between, statement.start)) return;
		if (statement.kind === "if") tested.push(statement);
		if (statement.kind === "return" || statement.kind === "goto")
			ends.push(statement);
	});
	return ends.some((end) => !tested.some((test) => isWithin(end, test)));
}

function leavesOut(
	{ call, roles }: ReleaseCall,
	undoing: LoopStatement | null,
	{ array, indices }: Element,
): boolean {
	const isIndex = (expression: Expression | null | undefined): boolean =>
		expression !== null &&
		expression !== undefined &&
		indices.has(pathText(expression) ?? "");
	const counted = argumentWith("count", roles, call.args);
	const pages = argumentWith("pages", roles, call.args);
	if (undoing === null)
		return (
			pages !== null &&
			counted !== null &&
			pathText(pages) === array &&
			isIndex(counted)
		);
	const released = call.args
		.map((argument) =>
			argument.kind === "address" ? argument.operand : argument,
		)
		.find(
			(argument) =>
				argument.kind === "index" && pathText(argument.object) === array,
		);
	if (released?.kind !== "index") return false;
	const { index } = released;
	const { test } = undoing;
	if (test === null || test === undefined) return false;
	if (undoing.kind !== "for")
		return isIndex(index) && countsDown(test, isIndex);
	const isBelow =
		test.kind === "binary" &&
		/^(<|!=)$/.test(test.op) &&
		pathText(test.left) === pathText(index) &&
		isIndex(test.right);
	if (isBelow) return true;
	const { initial } = undoing;
	return (
		initial !== null &&
		expressionsOf(initial).some((part) => startsBelow(part, index, isIndex))
	);
}

/** `--i >= 0`, `i-- > 0`, `i--` */
function countsDown(
	test: Expression,
	isIndex: (expression: Expression) => boolean,
): boolean {
	let found = false;
	visitExpression(test, (part) => {
		if (part.kind === "update" && part.op === "--" && isIndex(part.operand))
			found = true;
		return !found;
	});
	return found;
}

/** `i--`, `j = i - 1` */
function startsBelow(
	initial: Expression,
	index: Expression,
	isIndex: (expression: Expression) => boolean,
): boolean {
	if (initial.kind === "update")
		return initial.op === "--" && isIndex(initial.operand) && isIndex(index);
	return (
		initial.kind === "assign" &&
		pathText(initial.target) === pathText(index) &&
		initial.value.kind === "binary" &&
		initial.value.op === "-" &&
		isIndex(initial.value.left) &&
		initial.value.right.kind === "number" &&
		initial.value.right.value === 1
	);
}
