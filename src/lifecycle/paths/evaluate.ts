// Evaluates C expressions on one path: the value, and what the expression does to variables and holds. An expression may
// split a path: an acquire succeeds in full, in part, or fails.

import { flatMap } from "#base/flat-map.ts";
import type { Expression } from "#csource/syntax.ts";
import { noteStore } from "../effects/note-store.ts";
import type { FunctionContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import {
	calleeName,
	isErrorNumber,
	isNoReturn,
	isTransparent,
} from "../kernel-idioms.ts";
import { pathText } from "../place.ts";
import { beginHolds } from "./begin-holds.ts";
import { callEffects } from "./call-effects.ts";
import { convert, promote } from "./conversions.ts";
import type { Evaluated } from "./evaluated.ts";
import { withHandover } from "./handover.ts";
import { maskPath } from "./mask-path.ts";
import { noteCleared } from "./note-cleared.ts";
import type { Observe } from "./observation.ts";
import { applyBinary, applyUnary, isComparison } from "./operators.ts";
import {
	type PathState,
	rename,
	unspend,
	withHold,
	withNewValue,
	withoutValues,
	withValue,
} from "./path-state.ts";
import type { Read } from "./read.ts";
import { relationPath } from "./relation-path.ts";
import {
	constant,
	identityKey,
	negative,
	positive,
	signsOf,
	signsStepped,
	symbol,
	truthOf,
	type Value,
	zero,
} from "./value.ts";

export function evaluate(
	context: FunctionContext,
	expression: Expression,
	state: PathState,
	observe: Observe,
): readonly Evaluated[] {
	switch (expression.kind) {
		case "number":
			return [
				{
					state,
					value:
						expression.value === null
							? symbol(expression.text)
							: constant(expression.value),
				},
			];
		case "identifier":
			return [{ state, value: readIdentifier(expression.name, state) }];
		case "member":
		case "dereference": {
			const path = pathText(expression);
			const known = path === null ? undefined : state.env.get(path);
			return [
				{ state, value: known ?? symbol(path ?? `@${expression.start}`) },
			];
		}
		case "cast":
			return evaluate(context, expression.operand, state, observe);
		case "address":
			return [{ state, value: symbol(`&${expression.start}`, positive) }];
		case "update":
			return [evaluateUpdate(expression, state)];
		case "call":
			return evaluateCall(context, expression, state, observe);
		case "statement-expression":
			return [{ state, value: symbol(`@${expression.start}`) }];
		default:
			return evaluateParts(context, expression, state, observe);
	}
}

/** Expressions made of others, apart from calls. */
function evaluateParts(
	context: FunctionContext,
	expression: Expression,
	state: PathState,
	observe: Observe,
): readonly Evaluated[] {
	const run = (part: Expression, from: PathState): readonly Evaluated[] =>
		evaluate(context, part, from, observe);
	switch (expression.kind) {
		case "unary":
			return run(expression.operand, state).map(({ state: after, value }) => ({
				state: after,
				value: applyUnary(expression.op, value, expression.start),
			}));
		case "binary":
			return evaluateBinary(context, run, expression, state);
		case "comma":
			return flatMap(run(expression.left, state), ({ state: after }) =>
				run(expression.right, after),
			);
		case "conditional":
			return evaluateConditional(run, expression, state);
		case "assign":
			return run(expression.value, state).map(({ state: after, value }) =>
				assign(context, expression, after, value),
			);
		default:
			return [{ state, value: symbol(`@${expression.start}`) }];
	}
}

type Run = (part: Expression, from: PathState) => readonly Evaluated[];

function readIdentifier(name: string, state: PathState): Value {
	if (name === "NULL" || name === "false") return constant(0);
	if (name === "true") return constant(1);
	const known = state.env.get(name);
	if (known !== undefined) return known;
	return isErrorNumber(name) ? symbol(name, positive) : symbol(name);
}

function evaluateBinary(
	context: FunctionContext,
	run: Run,
	expression: Expression & { kind: "binary" },
	state: PathState,
): readonly Evaluated[] {
	const { op, left, right, start } = expression;
	const mask = maskPath(expression);
	if (mask !== null && context.relevant.has(mask))
		return [{ state, value: state.env.get(mask) ?? symbol(mask) }];
	return flatMap(run(left, state), ({ state: middle, value: first }) =>
		run(right, middle).map(({ state: after, value: second }) => {
			const operands = [
				promote(context, left, right, first),
				promote(context, right, left, second),
			] as const;
			const value = applyBinary(op, ...operands, start);
			if (!isComparison(op)) return { state: after, value };
			const seen = after.env.get(relationPath(expression) ?? "");
			if (seen !== undefined && truthOf(value) === null)
				return { state: after, value: seen };
			return {
				state:
					value.kind === "symbol"
						? noteMeasured(after, first, second)
						: noteEscape(after, op, operands, [first, second], start),
				value,
			};
		}),
	);
}

/** `nr < 0`, `nr < want`, `nr > 0` with an errno that counts as a large number: it goes the way of a success. */
function noteEscape(
	state: PathState,
	op: string,
	[left, right]: readonly [Value, Value],
	own: readonly [Value, Value],
	at: number,
): PathState {
	if (state.escaped !== null) return state;
	const isZero = ({ kind }: Value): boolean => kind === "constant";
	const first =
		left.kind === "wrapped" &&
		(/^<=?$/.test(op) || (/^>=?$/.test(op) && isZero(right)));
	const second =
		right.kind === "wrapped" &&
		(/^>=?$/.test(op) || (/^<=?$/.test(op) && isZero(left)));
	if (first === second) return state;
	const failed = [...state.holds.values()].filter(
		(hold) => hold.status === "failed",
	);
	const acquire = failed[failed.length - 1]?.acquire;
	if (acquire === undefined) return state;
	const kept = own[first ? 0 : 1].kind === "wrapped";
	return { ...state, escaped: { at, acquire, kept } };
}

function evaluateConditional(
	run: Run,
	expression: Expression & { kind: "conditional" },
	state: PathState,
): readonly Evaluated[] {
	return flatMap(run(expression.test, state), ({ state: after, value }) => {
		const truth = truthOf(value);
		const whenTrue =
			expression.whenTrue === null
				? [{ state: after, value }]
				: run(expression.whenTrue, after);
		if (truth === true) return whenTrue;
		const whenFalse = run(expression.whenFalse, after);
		return truth === false ? whenFalse : [...whenTrue, ...whenFalse];
	});
}

function evaluateUpdate(
	expression: Expression & { kind: "update" },
	state: PathState,
): Evaluated {
	const path = pathText(expression.operand);
	if (path === null) return { state, value: symbol(`@${expression.start}`) };
	const before = state.env.get(path) ?? symbol(path);
	const after = symbol(
		`${path}@${expression.start}`,
		signsStepped(signsOf(before), expression.op),
	);
	return {
		state: rename(
			state.env.has(path)
				? withValue(state, path, after)
				: withoutValues(state, [path]),
			path,
		),
		value: expression.prefix ? after : before,
	};
}

function assign(
	context: FunctionContext,
	expression: Expression & { kind: "assign" },
	state: PathState,
	value: Value,
): Evaluated {
	const path = pathText(expression.target);
	const stored = noteStore(
		context,
		noteCleared(context, noteAssigned(state, expression, value), expression),
		expression.target,
		expression.value,
		value,
	);
	if (path === null) return { state: stored, value };
	const kept =
		expression.op === "=" ? convert(context, expression.target, value) : null;
	const fresh = kept ?? symbol(`${path}@${expression.start}`);
	if (!context.relevant.has(path)) return { state: stored, value: fresh };
	// A symbol that only names itself again says nothing; others are kept for comparisons.
	return { state: withNewValue(stored, path, fresh), value: fresh };
}

/** What was released by the old value; a count that is added up is no longer told by its last part. */
function noteAssigned(
	state: PathState,
	{ op, target }: Expression & { kind: "assign" },
	value: Value,
): PathState {
	const path = pathText(target);
	const after = path === null ? refilled(state, target) : rename(state, path);
	return op === "=" ? after : noteMeasured(after, value);
}

/** `pages[i] = copy`: entries that were released may be other pages now (may miss a second release of the others). */
function refilled(state: PathState, target: Expression): PathState {
	const array = target.kind === "index" ? pathText(target.object) : null;
	return array === null ? state : unspend(state, array);
}

/** The number obtained goes into something the analysis does not follow. */
function noteMeasured(
	state: PathState,
	...values: readonly Value[]
): PathState {
	let after = state;
	for (const hold of state.holds.values()) {
		const key = `${hold.part}:${hold.acquire}`;
		if (
			!hold.measured &&
			values.some((value) => identityKey(value).includes(key))
		)
			after = withHold(after, { ...hold, measured: true });
	}
	return after;
}

function evaluateCall(
	context: FunctionContext,
	call: CallExpression,
	state: PathState,
	observe: Observe,
): readonly Evaluated[] {
	const written = calleeName(call);
	const name = written === null ? null : context.unit.resolve(written);
	if (name !== null && isNoReturn(name)) return [];
	let states: readonly Evaluated[] = [
		{ state, value: symbol(`@${call.start}`) },
	];
	const argumentValues: Value[] = [];
	for (const arg of call.args) {
		// Arguments rarely split a path: the last value seen stands for all.
		states = flatMap(states, (from) =>
			evaluate(context, arg, from.state, observe),
		);
		argumentValues.push(
			states[states.length - 1]?.value ?? symbol(`@${arg.start}`),
		);
	}
	const source = context.holdSources.get(call.start);
	return flatMap(states, ({ state: from }) => {
		if (source !== undefined)
			return beginHolds(context, source, from, argumentValues);
		if (name !== null && isTransparent(name))
			return [
				{ state: from, value: argumentValues[0] ?? symbol(`@${call.start}`) },
			];
		const values = argumentValues;
		const read = readerOf(context);
		const effects = (lets: boolean): Evaluated =>
			callEffects(context, { call, name, values, lets, read, observe }, from);
		if (name !== null && isFailingRelease(context, call, name))
			return eitherWay(context, name, call, effects);
		const plain = effects(true);
		return name === null ? [plain] : withHandover(context, call, name, plain);
	});
}

function isFailingRelease(
	context: FunctionContext,
	call: CallExpression,
	name: string,
): boolean {
	return context.releasing.has(call.start) && context.failing(name) !== null;
}

/** A function of the unit that releases where it fails: then it tells so, else it has released nothing. */
function eitherWay(
	context: FunctionContext,
	name: string,
	call: CallExpression,
	effects: (lets: boolean) => Evaluated,
): readonly Evaluated[] {
	const pointers =
		context.unit.functions.get(name)?.syntax.returnType.pointers ?? 0;
	const failure: Value =
		pointers > 0 ? { kind: "error-pointer" } : symbol("errno", negative);
	const success =
		context.failing(name)?.returnsZero === true
			? constant(0)
			: symbol(`@${call.start}`, pointers > 0 ? positive : zero | positive);
	return [
		{ state: effects(true).state, value: failure },
		{ state: effects(false).state, value: success },
	];
}

/** Values as they are on a path, without what evaluating them does to it. */
export function readerOf(context: FunctionContext): Read {
	return (expression, state) =>
		evaluate(context, expression, state, () => {})[0]?.value ??
		symbol(`@${expression.start}`);
}
