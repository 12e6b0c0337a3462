// Evaluates C expressions on one path: the value, and what the expression does to variables and holds. An expression may
// split a path: an acquire succeeds in full, in part, or fails.

import { flatMap } from "#base/flat-map.ts";
import type { Expression } from "#csource/syntax.ts";
import { namesOf } from "#csource/walk.ts";
import { arrayKey } from "./array-key.ts";
import type { FunctionContext, HoldSource } from "./function-context.ts";
import type { WrapperOutcome } from "./function-summary.ts";
import {
	isKnown,
	noteFree,
	notePass,
	noteStore,
	noteTableFreed,
} from "./hold-effects.ts";
import type { CallExpression } from "./hold-graph.ts";
import { judgeRelease, keptIn, type Read } from "./judge-release.ts";
import {
	calleeName,
	freesTable,
	isErrorNumber,
	isFree,
	isNoReturn,
	isNull,
	isPreparation,
	isTransparent,
} from "./kernel-idioms.ts";
import { maskPath } from "./mask-path.ts";
import type { Observation } from "./observation.ts";
import {
	type HoldState,
	type PathState,
	releaseMark,
	rename,
	unspend,
	withHold,
	withSpent,
	withTrail,
	withValue,
} from "./path-state.ts";
import { pathText, placeOf, rootVariable, typeOf } from "./place.ts";
import { letsGoOf } from "./released-on-path.ts";
import { isUnsignedType } from "./result-type.ts";
import { argumentWith } from "./roles.ts";
import {
	anySign,
	compare,
	constant,
	identityKey,
	negative,
	type Part,
	positive,
	signsOf,
	symbol,
	truthOf,
	type Value,
	zero,
} from "./value.ts";

export interface Evaluated {
	readonly state: PathState;
	readonly value: Value;
}

/** Where observations go while a path is followed. */
export type Observe = (observation: Observation) => void;

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

function applyUnary(op: string, value: Value, at: number): Value {
	if (op === "!") {
		const truth = truthOf(value);
		return truth === null
			? symbol(`@${at}`, zero | positive)
			: constant(truth ? 0 : 1);
	}
	if (op === "-") {
		if (value.kind === "constant") return constant(-value.value);
		const signs = signsOf(value);
		if (signs === positive) return symbol(`-${identityKey(value)}`, negative);
		if (signs === negative) return symbol(`-${identityKey(value)}`, positive);
	}
	if (op === "+") return value;
	return symbol(`@${at}`);
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

function isComparison(op: string): boolean {
	return /^(==|!=|<=?|>=?)$/.test(op);
}

/** The usual arithmetic conversions: beside an unsigned number at least as wide, a negative one is huge (C11 6.3.1.8). */
function promote(
	context: FunctionContext,
	own: Expression,
	other: Expression,
	value: Value,
): Value {
	if (signsOf(value) !== negative || value.kind === "error-pointer")
		return value;
	const unsignedRank =
		other.kind === "sizeof" ? 3 : rankOf(context, other, true);
	if (unsignedRank === null) return value;
	return unsignedRank >= (rankOf(context, own, false) ?? 2)
		? { kind: "wrapped" }
		: value;
}

/** Conversion rank on a 64-bit kernel: 2 for int, 3 for long; null where the type is unknown or of the other signedness. */
function rankOf(
	context: FunctionContext,
	expression: Expression,
	unsigned: boolean,
): number | null {
	const operand = expression.kind === "assign" ? expression.target : expression;
	if (!/^(identifier|member|cast|dereference|index)$/.test(operand.kind))
		return null;
	const type = typeOf(context.unit, context.model, operand);
	if (type === null || type.pointers + type.arrays > 0) return null;
	if (isUnsignedType(type) !== unsigned) return null;
	if (/(8|16)$|short|char|^bool$/.test(type.base)) return unsigned ? null : 2;
	return /long|64|size_t|^pgoff_t$|_addr_t$/.test(type.base) ? 3 : 2;
}

function applyBinary(op: string, left: Value, right: Value, at: number): Value {
	if (isComparison(op)) {
		const known = compare(op, left, right);
		return known === null
			? symbol(`@${at}`, zero | positive)
			: constant(known ? 1 : 0);
	}
	if (op === "&&" || op === "||") return applyLogical(op, left, right, at);
	if (left.kind === "constant" && right.kind === "constant") {
		if (op === "+") return constant(left.value + right.value);
		if (op === "-") return constant(left.value - right.value);
		if (op === "|") return constant(left.value | right.value);
		if (op === "*") return constant(left.value * right.value);
	}
	if (op === "-" && identityKey(left) === identityKey(right))
		return constant(0);
	return symbol(`${identityKey(left)}${op}${identityKey(right)}`.slice(0, 60));
}

function applyLogical(
	op: string,
	left: Value,
	right: Value,
	at: number,
): Value {
	const [a, b] = [truthOf(left), truthOf(right)];
	const decisive = op === "||";
	if (a === decisive || b === decisive) return constant(decisive ? 1 : 0);
	if (a !== null && b !== null) return constant(decisive ? 0 : 1);
	return symbol(`@${at}`, zero | positive);
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
	const after = symbol(`${path}@${expression.start}`);
	return {
		state: rename(
			state.env.has(path) ? withValue(state, path, after) : state,
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
		noteAssigned(state, expression, value),
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
	return { state: withValue(stored, path, fresh), value: fresh };
}

/** What was released by the old value; a count that is added up is no longer told by its last part. */
function noteAssigned(
	state: PathState,
	{ op, target }: Expression & { kind: "assign" },
	value: Value,
): PathState {
	const path = pathText(target);
	const after = path === null ? state : rename(state, path);
	return op === "=" ? after : noteMeasured(after, value);
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

/** What a declared variable makes of a value: an errno in an unsigned one is a huge number. */
export function convert(
	context: FunctionContext,
	target: Expression,
	value: Value,
): Value {
	if (signsOf(value) !== negative) return value;
	const type = typeOf(context.unit, context.model, target);
	if (type === null || type.pointers > 0) return value;
	return isUnsignedType(type) ? { kind: "wrapped" } : value;
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
			return acquire(context, source, from, argumentValues);
		if (name !== null && isTransparent(name))
			return [
				{ state: from, value: argumentValues[0] ?? symbol(`@${call.start}`) },
			];
		const effects = (lets: boolean): Evaluated =>
			callEffects(context, call, name, from, argumentValues, observe, lets);
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

/** `vmap(…, VM_MAP_PUT_PAGES)`: where it succeeds, what it gives back owns the pages; where it fails, nothing has changed. */
function withHandover(
	context: FunctionContext,
	call: CallExpression,
	name: string,
	plain: Evaluated,
): readonly Evaluated[] {
	const { state } = plain;
	const handed = context.vocabulary.derivations(name).flatMap((derivation) => {
		const { from, handover } = derivation;
		const flags = call.args[handover?.argument ?? -1];
		const argument = typeof from === "number" ? call.args[from] : undefined;
		return handover !== undefined &&
			flags !== undefined &&
			argument !== undefined &&
			namesOf(flags).has(handover.flag)
			? [argument]
			: [];
	});
	const [argument] = handed;
	const array =
		argument === undefined ? null : arrayKey(context, state, argument);
	if (argument === undefined || array === null) return [plain];
	let taken = state;
	for (const hold of state.holds.values())
		if (hold.array === array && /^(held|stored)$/.test(hold.status))
			taken = withHold(taken, { ...hold, status: "returned" });
	taken = withSpent(taken, array, {
		at: call.start,
		count: "?",
		paths: [rootVariable(argument) ?? ""],
	});
	return [
		{ state, value: constant(0) },
		{ state: taken, value: symbol(`@${call.start}`, positive) },
	];
}

function callEffects(
	context: FunctionContext,
	call: CallExpression,
	name: string | null,
	state: PathState,
	values: readonly Value[],
	observe: Observe,
	lets: boolean,
): Evaluated {
	const first = values[0] ?? symbol(`@${call.start}`);
	let after = forgetOutputs(state, call);
	const result = (value: Value): Evaluated => ({ state: after, value });
	switch (name) {
		case "IS_ERR":
			return result(
				first.kind === "error-pointer"
					? constant(1)
					: isCleanPointer(first)
						? constant(0)
						: symbol(`@${call.start}`, zero | positive),
			);
		case "IS_ERR_OR_NULL":
			return result(
				first.kind === "error-pointer" || signsOf(first) === zero
					? constant(1)
					: isCleanPointer(first)
						? constant(0)
						: symbol(`@${call.start}`, zero | positive),
			);
		case "PTR_ERR":
			return result(
				symbol("errno", first.kind === "error-pointer" ? negative : anySign),
			);
		case "ERR_PTR":
		case "ERR_CAST":
			return result({ kind: "error-pointer" });
		case "PTR_ERR_OR_ZERO":
			return result(
				first.kind === "error-pointer"
					? symbol("errno", negative)
					: isCleanPointer(first)
						? constant(0)
						: symbol(`@${call.start}`, negative | zero),
			);
	}
	if (context.marks?.has(call.start) === true)
		after = withSpent(after, releaseMark, {
			at: call.start,
			count: "?",
			paths: [],
		});
	const released = lets ? context.releasing.get(call.start) : undefined;
	const extent = lets ? context.extents.calls.get(call.start) : undefined;
	if (extent !== undefined) {
		// It is known to have got as far as its release.
		const surely = context.failing(name ?? "")?.always === true;
		const told = surely ? { ...extent, guards: [] } : extent;
		after = judgeRelease(context, told, after, readerOf(context), observe);
	}
	if (released !== undefined) {
		observeCount(context, call, name, released, values, after, observe);
		const read = readerOf(context);
		for (const source of released) {
			if (!letsGoOf(context, call, source, after, read)) continue;
			observeKept(source, call, after, observe);
			after = release(after, source, call);
		}
	} else if (name !== null && isFree(name)) {
		const [freed] = call.args;
		const array = freed === undefined ? null : arrayKey(context, after, freed);
		after = noteFree(context, after, call, array);
	} else if (name !== null && freesTable(name)) {
		after = noteTableFreed(context, after, call);
	} else {
		observePartial(context, call, name, values, after, observe);
		after = notePass(context, after, call, name);
		const releases = name !== null && context.vocabulary.release(name) !== null;
		if (name === null || !(releases || isKnown(context, name, call)))
			for (const arg of call.args)
				after = unspend(after, rootVariable(arg) ?? "");
	}
	return result(symbol(`@${call.start}`));
}

/** Values as they are on a path, without what evaluating them does to it. */
export function readerOf(context: FunctionContext): Read {
	return (expression, state) =>
		evaluate(context, expression, state, () => {})[0]?.value ??
		symbol(`@${expression.start}`);
}

function isCleanPointer(value: Value): boolean {
	return (
		value.kind === "obtained" ||
		(value.kind === "symbol" && value.signs === positive)
	);
}

/** A variable whose address goes into a call may have any value afterwards. */
function forgetOutputs(state: PathState, call: CallExpression): PathState {
	let after = state;
	for (const arg of call.args) {
		const path = arg.kind === "address" ? pathText(arg.operand) : null;
		if (path === null) continue;
		after = unspend(after, path);
		if (after.env.has(path)) after = withValue(after, path, null);
	}
	return after;
}

/** The hold was given to a function elsewhere and is released here: that function has not taken it over. */
function observeKept(
	source: HoldSource,
	call: CallExpression,
	state: PathState,
	observe: Observe,
): void {
	const hold = state.holds.get(source.call.start);
	if (hold?.passedTo == null || !/^(held|stored)$/.test(hold.status)) return;
	const { to, tested, manner } = hold.passedTo;
	if (tested || manner !== "given") return;
	observe({ kind: "kept-after-pass", source, to, state, at: call.start });
}

function release(
	state: PathState,
	source: HoldSource,
	call: CallExpression,
): PathState {
	const hold = state.holds.get(source.call.start);
	if (hold === undefined || hold.status === "failed") return state;
	if (hold.status === "released") {
		if (hold.shortAt === null || hold.shortAt === call.start) return state;
		return withHold(state, { ...hold, shortAt: null });
	}
	return withHold(state, {
		...hold,
		status: "released",
		releasedAt: call.start,
		releasedStored: hold.status === "stored",
	});
}

function observeCount(
	context: FunctionContext,
	call: CallExpression,
	name: string | null,
	sources: readonly HoldSource[],
	values: readonly Value[],
	state: PathState,
	observe: Observe,
): void {
	if (name === null) return;
	const value = countGiven(context, call, name, values, state);
	const [source] = sources;
	if (value === undefined || source === undefined) return;
	if (value.kind === "wrapped" || signsOf(value) === negative)
		observe({
			kind: "errno-as-count",
			source,
			call,
			api: name,
			value,
			state,
			at: call.start,
		});
}

/** `use(pages, want)` where only some of them were got. */
function observePartial(
	context: FunctionContext,
	call: CallExpression,
	name: string | null,
	values: readonly Value[],
	state: PathState,
	observe: Observe,
): void {
	if (name !== null && isPreparation(name)) return;
	for (const { hold, source } of untestedPartials(context, state)) {
		const given = call.args.some(
			(arg) => arrayKey(context, state, arg) === hold.array,
		);
		if (!given || !values.some((value) => isRequest(hold, value))) continue;
		observe({
			kind: "partial-as-full",
			source,
			hold,
			isTold: false,
			state,
			at: call.start,
		});
	}
}

/** Holds of the path that are fewer pages than asked for, where nothing has looked at how many. */
export function untestedPartials(
	context: FunctionContext,
	state: PathState,
): readonly { readonly hold: HoldState; readonly source: HoldSource }[] {
	return [...state.holds.values()].flatMap((hold) => {
		const source = context.holdSources.get(hold.acquire);
		const plain =
			hold.part === "partial" &&
			!hold.measured &&
			!hold.fromEarlierRound &&
			hold.array !== null &&
			/^(held|stored)$/.test(hold.status);
		return plain && source?.acquire ? [{ hold, source }] : [];
	});
}

/** The number of pages that was asked for. */
export function isRequest(hold: HoldState, value: Value): boolean {
	if (value.kind === "obtained" || hold.requested === null) return false;
	return identityKey(value) === hold.requested;
}

/** How many pages a release is told to let go of: by the argument of the catalogue, or by that of a helper of the unit. */
function countGiven(
	context: FunctionContext,
	call: CallExpression,
	name: string,
	values: readonly Value[],
	state: PathState,
): Value | undefined {
	const entry = context.vocabulary.release(name);
	if (entry !== null) {
		const roles = context.vocabulary.roles(entry, call.args.length);
		return values[roles.indexOf("count")];
	}
	const extent = context.extents.calls.get(call.start);
	if (extent === undefined || extent.count === null) return undefined;
	if (!extent.negativeIsHuge) return undefined;
	const read = readerOf(context);
	// Whether the helper gets as far as the release is not known.
	if (extent.guards.some((guard) => truthOf(read(guard, state)) !== true))
		return undefined;
	return read(extent.count, state);
}

/** The ways an acquire can end, each a path of its own. */
function acquire(
	context: FunctionContext,
	source: HoldSource,
	state: PathState,
	values: readonly Value[],
): readonly Evaluated[] {
	const outcomes =
		source.wrapper === null
			? directOutcomes(source, values)
			: source.wrapper.outcomes
					.map((outcome) => ofCall(outcome, source, values))
					.filter((outcome) => !isPartOfOne(outcome));
	const fresh = keptIn(source).reduce(
		(from, argument) => unspend(from, rootVariable(argument) ?? ""),
		forgetOutputs(state, source.call),
	);
	const requested = requestedOf(source, values);
	const takesNone = isArrayNull(source, values);
	return outcomes.map(({ returns, part: found }) => {
		const part = takesNone ? null : found;
		const value = returns ?? symbol(`@${source.call.start}`);
		const text = describeOutcome(source, part, value);
		const known = part === null ? withUnfilled(fresh, state, source) : fresh;
		const traced = withTrail(known, source.call.start, text);
		const begun = begin(context, traced, source, part, requested);
		return { state: withFilledPointer(context, begun, source, part), value };
	});
}

/** Without an array of pages they are only faulted in (mm/gup.c:get_user_pages(), v6.12). */
function isArrayNull(
	{ acquire }: HoldSource,
	values: readonly Value[],
): boolean {
	const array = values[acquire?.roles.indexOf("pages") ?? -1];
	return array?.kind === "constant" && array.value === 0;
}

/** How many pages are asked for; null where it is told in bytes, or not at all. */
function requestedOf(
	{ acquire }: HoldSource,
	values: readonly Value[],
): string | null {
	const value = values[acquire?.roles.indexOf("count") ?? -1];
	if (value !== undefined) return identityKey(value);
	const single = acquire?.entry.returns === "page-or-errptr";
	return single ? "1" : null;
}

/** A wrapper's outcome as its caller sees it: the count is of this call's hold, what was asked for is an argument. */
function ofCall(
	outcome: WrapperOutcome,
	source: HoldSource,
	values: readonly Value[],
): WrapperOutcome {
	const { returns } = outcome;
	if (returns?.kind !== "obtained") return outcome;
	const parameter = source.wrapper?.parameters.findIndex(
		(name) => returns.requested === `$${name}`,
	);
	const argument = parameter === undefined ? undefined : values[parameter];
	const requested =
		argument !== undefined
			? identityKey(argument)
			: Number.isNaN(Number(returns.requested))
				? "?"
				: returns.requested;
	return {
		...outcome,
		returns: { ...returns, hold: source.call.start, requested },
	};
}

/** Of one page that is asked for there is no part. */
function isPartOfOne({ returns }: WrapperOutcome): boolean {
	return (
		returns?.kind === "obtained" &&
		returns.part === "partial" &&
		returns.requested === "1"
	);
}

function describeOutcome(
	source: HoldSource,
	part: Part | null,
	value: Value,
): string {
	const name = calleeName(source.call) ?? "the call";
	const counts = source.acquire?.entry.returns === "count-or-errno";
	if (part === null && counts && signsOf(value) === zero)
		return `${name}() gets no page and tells no error`;
	if (part === null) return `${name}() fails`;
	const counted =
		source.acquire?.entry.mayBePartial === true && !asksForOne(source);
	if (part === "partial") return `${name}() gets only some of the pages`;
	return counted ? `${name}() gets all the pages` : `${name}() succeeds`;
}

export function asksForOne({ acquire, call }: HoldSource): boolean {
	if (acquire === null) return false;
	const count = argumentWith("count", acquire.roles, call.args);
	return count?.kind === "number" && count.value === 1;
}

function directOutcomes(
	source: HoldSource,
	values: readonly Value[],
): readonly WrapperOutcome[] {
	const { acquire } = source;
	if (acquire === null) return [];
	const { returns, mayBePartial } = acquire.entry;
	const failed: WrapperOutcome = {
		returns: symbol("errno", negative),
		part: null,
	};
	const requested = values[acquire.roles.indexOf("count")];
	const obtained = (part: Part): WrapperOutcome => ({
		returns: {
			kind: "obtained",
			hold: source.call.start,
			part,
			requested:
				returns === "bytes-or-errno" || requested === undefined
					? "?"
					: identityKey(requested),
		},
		part,
	});
	const some = mayBePartial && !asksForOne(source) ? [obtained("partial")] : [];
	switch (returns) {
		case "count-or-errno":
		case "bytes-or-errno":
			return [failed, ...noneOf(source), ...some, obtained("full")];
		case "count":
			return [{ returns: constant(0), part: null }, ...some, obtained("full")];
		case "errno":
			return [failed, { returns: constant(0), part: "full" }];
		case "bool":
			return [
				{ returns: constant(0), part: null },
				{ returns: constant(1), part: "full" },
			];
		case "page-or-null":
			return [
				{ returns: constant(0), part: null },
				{
					returns: symbol(`page@${source.call.start}`, positive),
					part: "full",
				},
			];
		case "page-or-errptr":
		case "page-null-or-errptr":
		case "pointer-or-errptr":
			return [
				{ returns: { kind: "error-pointer" }, part: null },
				{
					returns: symbol(`page@${source.call.start}`, positive),
					part: "full",
				},
			];
		default:
			return [{ returns: null, part: "full" }];
	}
}

/**
 * A variant that may drop the mmap lock may come back with no page and no error, where the fault has to be tried again
 * (mm/gup.c:__get_user_pages_locked(), v6.12).
 */
function noneOf({ acquire, call }: HoldSource): readonly WrapperOutcome[] {
	const locked =
		acquire === null ? null : argumentWith("locked", acquire.roles, call.args);
	return locked === null || isNull(locked)
		? []
		: [{ returns: constant(0), part: null }];
}

/** A hold begins; one of the same call that is still alive is from an earlier round of a loop. */
function begin(
	context: FunctionContext,
	state: PathState,
	source: HoldSource,
	part: Part | null,
	requested: string | null,
): PathState {
	const earlier = state.holds.get(source.call.start);
	const alive = earlier !== undefined && earlier.status === "held";
	if (part === null && alive)
		return withHold(state, { ...earlier, fromEarlierRound: true });
	const owners = part === null ? null : ownersOf(context, source, state);
	const hold: HoldState = {
		acquire: source.call.start,
		part: alive && earlier.part === "full" ? "full" : (part ?? "full"),
		status: part === null ? "failed" : owners === null ? "stored" : "held",
		owners: owners ?? new Set(),
		requested,
		array: arrayOf(context, source, state, part),
		measured: false,
		mapped: null,
		shortAt: null,
		keptTwice: false,
		storedAt: null,
		table: null,
		orphanedAt: null,
		countExported: false,
		passedTo: null,
		releasedAt: null,
		releasedStored: false,
		fromEarlierRound: false,
	};
	return withHold(state, hold);
}

/** The array or page that is filled, as a release would name it. */
function arrayOf(
	context: FunctionContext,
	source: HoldSource,
	state: PathState,
	part: Part | null,
): string | null {
	const [argument, ...others] = keptIn(source);
	if (argument === undefined)
		return part === null ? null : `$page@${source.call.start}`;
	if (others.length > 0) return null;
	const page = argument.kind === "address" ? pathText(argument.operand) : null;
	if (page === null || argument.kind !== "address")
		return arrayKey(context, state, argument);
	return part === null || !context.relevant.has(page)
		? arrayKey(context, state, argument.operand)
		: `$page@${source.call.start}`;
}

/** The variables of this function that keep a new hold; null where it goes into memory that others see. */
function ownersOf(
	context: FunctionContext,
	source: HoldSource,
	state: PathState,
): ReadonlySet<string> | null {
	const owners = new Set<string>();
	const kept = keptIn(source);
	if (source.wrapper?.keeps.shared.length) return null;
	for (const argument of kept) {
		const root = rootVariable(argument);
		if (root === null) continue;
		const origin = context.origins.get(root) ?? "shared";
		if ([...withOuter(state, root)].some((owner) => state.published.has(owner)))
			return null;
		if (origin === "own")
			for (const owner of withOuter(state, root)) owners.add(owner);
		else if (
			origin === "shared" ||
			placeOf(context.unit, context.model, argument)?.startsWith("f:")
		)
			return null;
	}
	return owners;
}

/** A failed call of the catalogue leaves the page pointer as it was. */
function withUnfilled(
	state: PathState,
	before: PathState,
	source: HoldSource,
): PathState {
	if (source.acquire === null) return state;
	return keptIn(source).reduce((from, argument) => {
		const path =
			argument.kind === "address" ? pathText(argument.operand) : null;
		const value = path === null ? undefined : before.env.get(path);
		return path === null || value === undefined
			? from
			: withValue(from, path, value);
	}, state);
}

/** After success the single page pointer that was filled is not NULL; after failure it is what it was. */
function withFilledPointer(
	context: FunctionContext,
	state: PathState,
	source: HoldSource,
	part: Part | null,
): PathState {
	if (part === null) return state;
	return [...keptIn(source), ...areasOf(source)].reduce((from, argument) => {
		const path =
			argument.kind === "address" ? pathText(argument.operand) : null;
		if (path === null || !context.relevant.has(path)) return from;
		return withValue(from, path, symbol(`page@${source.call.start}`, positive));
	}, state);
}

/** Where the kernels before 6.5 also told the area of each page: a page comes with its area. */
function areasOf({ acquire, call }: HoldSource): readonly Expression[] {
	const argument =
		acquire === null ? null : argumentWith("vmas", acquire.roles, call.args);
	return argument === null ? [] : [argument];
}

/** A variable and the memory it was put into. */
function withOuter(state: PathState, inner: string): ReadonlySet<string> {
	const owners = new Set([inner]);
	for (const owner of owners) {
		const outer = state.within.get(owner);
		if (outer !== undefined) owners.add(outer);
	}
	return owners;
}
