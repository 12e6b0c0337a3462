// What a test says about the variables in it, on the side that was taken.

import type { Expression } from "#csource/syntax.ts";
import { noteRefusal } from "../effects/note-refusal.ts";
import type { FunctionContext } from "../function-context.ts";
import { calleeName, isTransparent } from "../kernel-idioms.ts";
import { pathText } from "../place.ts";
import { arrayKey } from "./array-key.ts";
import { maskPath } from "./mask-path.ts";
import { type PathState, withHold, withValue } from "./path-state.ts";
import { relationPath } from "./relation-path.ts";
import {
	anySign,
	constant,
	narrow,
	negative,
	positive,
	signsAllowed,
	symbol,
	type Value,
	zero,
} from "./value.ts";

export function refine(
	context: FunctionContext,
	state: PathState,
	test: Expression,
	taken: boolean,
): PathState {
	const subject = subjectOf(test);
	if (subject === null)
		return refineCall(
			context,
			withRelation(context, state, test, taken),
			test,
			taken,
		);
	const { path, op, limit } = subject;
	if (!context.relevant.has(path)) return state;
	const known = state.env.get(path) ?? symbol(path);
	const next = refineValue(known, op, limit, taken);
	if (next === null) return state;
	const refined =
		next.kind === "constant" && next.value === 0
			? withoutHoldsAt(
					context,
					state,
					subject.expression,
					withValue(state, path, next),
				)
			: withValue(state, path, next);
	return known.kind === "symbol"
		? noteRefusal(refined, known.name, next)
		: refined;
}

function withRelation(
	context: FunctionContext,
	state: PathState,
	test: Expression,
	taken: boolean,
): PathState {
	const relation = relationPath(test);
	return relation !== null && context.relevant.has(relation)
		? withValue(state, relation, constant(taken ? 1 : 0))
		: state;
}

/** An array that is NULL, or whose first entry is, holds nothing. `state`: before the test, as the array was called then. */
function withoutHoldsAt(
	context: FunctionContext,
	state: PathState,
	expression: Expression,
	refined: PathState,
): PathState {
	const tested = expression.kind === "assign" ? expression.target : expression;
	const first = arrayOfFirstEntry(tested);
	const keys = [tested, ...(first === null ? [] : [first])].map((part) =>
		arrayKey(context, state, part),
	);
	let after = refined;
	for (const hold of state.holds.values())
		if (
			hold.array !== null &&
			keys.includes(hold.array) &&
			/^(held|stored)$/.test(hold.status)
		)
			after = withHold(after, { ...hold, status: "absent" });
	return after;
}

/** `*pages` and `pages[0]`. */
function arrayOfFirstEntry(expression: Expression): Expression | null {
	if (expression.kind === "dereference") return expression.operand;
	return expression.kind === "index" &&
		expression.index.kind === "number" &&
		expression.index.value === 0
		? expression.object
		: null;
}

interface Subject {
	readonly path: string;
	/** What the path is of. */
	readonly expression: Expression;
	readonly op: string;
	readonly limit: number;
}

/** Tests of the forms x, x == 0, x < 3, (x = f()) < 0, x & FLAG. */
function subjectOf(test: Expression): Subject | null {
	if (test.kind === "binary" && maskPath(test) === null) {
		const limit = limitOf(test.right);
		const path = pathOf(test.left);
		if (path !== null && limit !== null)
			return { path, expression: test.left, op: test.op, limit };
		const reversed = limitOf(test.left);
		const other = pathOf(test.right);
		if (other !== null && reversed !== null)
			return {
				path: other,
				expression: test.right,
				op: mirror(test.op),
				limit: reversed,
			};
		return null;
	}
	const path = pathOf(test);
	return path === null ? null : { path, expression: test, op: "!=", limit: 0 };
}

function pathOf(expression: Expression): string | null {
	if (expression.kind === "assign") return pathText(expression.target);
	return pathText(expression) ?? maskPath(expression);
}

function limitOf(expression: Expression): number | null {
	if (expression.kind === "number") return expression.value;
	if (expression.kind === "identifier" && expression.name === "NULL") return 0;
	if (
		expression.kind === "unary" &&
		expression.op === "-" &&
		expression.operand.kind === "number"
	)
		return expression.operand.value === null ? null : -expression.operand.value;
	return null;
}

function mirror(op: string): string {
	const mirrored: Record<string, string> = {
		"<": ">",
		">": "<",
		"<=": ">=",
		">=": "<=",
	};
	return mirrored[op] ?? op;
}

function refineValue(
	known: Value,
	op: string,
	limit: number,
	taken: boolean,
): Value | null {
	const equal = (op === "==" && taken) || (op === "!=" && !taken);
	if (equal && known.kind === "symbol") return constant(limit);
	const allowed = signsAllowed(op, limit);
	if (allowed === null) return null;
	const signs = taken ? allowed.whenTrue : allowed.whenFalse;
	return signs === anySign ? null : narrow(known, signs);
}

/** Names of tests for a value that stands for a failure: is_error_pfn(), is_invalid_handle(). */
const errorTest = /^is_\w*(err|error|invalid|bad|null|noslot)(_|$)/i;

/** What such a value stands for holds nothing. */
function withoutHoldsIn(
	context: FunctionContext,
	state: PathState,
	argument: Expression,
): PathState {
	const places = context.graph.sources(context.model, argument);
	let after = state;
	for (const hold of state.holds.values()) {
		const source = context.holdSources.get(hold.acquire);
		const kept = source?.places ?? new Set();
		if (hold.status === "held" && places.some((place) => kept.has(place)))
			after = withHold(after, { ...hold, status: "absent" });
	}
	return after;
}

/** IS_ERR(p) and its kin tell what p is. */
function refineCall(
	context: FunctionContext,
	state: PathState,
	test: Expression,
	taken: boolean,
): PathState {
	const name = calleeName(test);
	const argument = test.kind === "call" ? test.args[0] : undefined;
	if (name === null || argument === undefined) return state;
	if (isTransparent(name)) return refine(context, state, argument, taken);
	const path = pathOf(argument);
	if (path === null) return state;
	if (!/^IS_ERR(_OR_NULL)?$/.test(name))
		return errorTest.test(name) && taken
			? withoutHoldsIn(context, state, argument)
			: state;
	if (!taken) {
		const signs = name === "IS_ERR" ? positive | zero : positive;
		return withValue(
			state,
			path,
			narrow(state.env.get(path) ?? symbol(path), signs),
		);
	}
	const known = state.env.get(path) ?? symbol(path);
	const failed: Value = { kind: "error-pointer" };
	return name === "IS_ERR"
		? noteRefusal(
				withValue(state, path, failed),
				known.kind === "symbol" ? known.name : "",
				failed,
			)
		: withValue(state, path, symbol(path, negative | zero));
}
