// Which functions of a unit run where they must not sleep, and why: handlers of interrupts, timers and completions, and
// what such functions or the holder of a spinning lock call.
//
// A function that asks whether it is in an interrupt decides for itself and is left out, with all it calls. Errs: handlers
// that are registered in another file are not seen.

import { atomicHandlers, findAtomic } from "#catalog/atomic-context.ts";
import type { Expression } from "#csource/syntax.ts";
import type { Facts } from "#flow/facts.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { typeOf } from "../place.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import { type LockChange, locksBeforeCalls, mayDrop } from "./held-locks.ts";

/** A place that shows it, the last step first. */
export interface AtomicStep {
	readonly model: FunctionModel;
	readonly at: number;
	readonly text: string;
}

export interface AtomicReason {
	/** lock: ends where the lock is dropped · handler: holds for all that the function does. */
	readonly kind: "lock" | "handler";
	/** A handler that no transfer calls: an RCU callback. */
	readonly afterReaders: boolean;
	readonly steps: readonly AtomicStep[];
	/** In words of a message: `a spinlock is held`, `this runs in a tasklet`. */
	readonly words: string;
}

/** Before the call at `at` in this function; null: nothing says so. */
export function atomicReasonAt(
	unit: Unit,
	model: FunctionModel,
	at: number,
): AtomicReason | null {
	if (decidesItself(unit, model)) return null;
	const held = locksHeld(unit, model)?.get(at);
	const own = held === undefined ? null : lockReason(model, held);
	if (own !== null) return own;
	const reason = atomicFunctionsOf(unit).get(model.key);
	return reason !== undefined && lastsUntil(unit, model, reason, at)
		? reason
		: null;
}

/** A function that is called with a lock held may drop it. */
function lastsUntil(
	unit: Unit,
	model: FunctionModel,
	reason: AtomicReason,
	at: number,
): boolean {
	const calls = callIndexOf(unit).byFunction.get(model.key) ?? [];
	const drops = calls.some(({ name }) => mayDrop(unit, name, atomicEffect));
	if (reason.kind === "handler" || !drops) return true;
	const held = locksBeforeCalls(unit, model, "must", atomicEffect, [
		"the caller's",
	]);
	return (held.get(at)?.size ?? 0) > 0;
}

function atomicEffect(name: string, call: CallExpression): LockChange {
	const entry = findAtomic(name);
	if (entry === null) return null;
	return entry.effect === "leave" ? "drop" : `${call.start}:${entry.holds}`;
}

const known = new WeakMap<Unit, ReadonlyMap<string, AtomicReason>>();

function atomicFunctionsOf(unit: Unit): ReadonlyMap<string, AtomicReason> {
	const before = known.get(unit);
	if (before !== undefined) return before;
	const found = new Map(handlersOf(unit));
	addCallsUnderLocks(unit, found);
	for (const [key, reason] of found) {
		const model = unit.functions.get(key);
		if (model === undefined || decidesItself(unit, model)) continue;
		for (const { call, name } of callIndexOf(unit).byFunction.get(key) ?? [])
			if (
				unit.functions.has(name) &&
				!found.has(name) &&
				lastsUntil(unit, model, reason, call.start)
			)
				found.set(name, {
					kind: reason.kind,
					afterReaders: reason.afterReaders,
					words: reason.words,
					steps: [
						{ model, at: call.start, text: `${key}() calls ${name}()` },
						...reason.steps,
					],
				});
	}
	known.set(unit, found);
	return found;
}

export function decidesItself(unit: Unit, model: FunctionModel): boolean {
	const outline = unit.view.functions.find(
		(entry) => entry.nameStart === model.syntax.nameStart,
	);
	return [...(outline?.identifiers ?? [])].some(asksWhereItRuns);
}

/** The text has a name by which code asks whether it may sleep (include/linux/preempt.h, irqflags.h, v6.12). */
export function asksWhereItRuns(text: string): boolean {
	return /\b(in_(interrupt|atomic|task|hardirq|softirq|irq|serving_softirq|nmi)|irqs_disabled|preemptible)\b/.test(
		text,
	);
}

/** Null where the function takes no such lock. */
function locksHeld(
	unit: Unit,
	model: FunctionModel,
): ReadonlyMap<number, Facts> | null {
	const calls = callIndexOf(unit).byFunction.get(model.key) ?? [];
	if (!calls.some(({ name }) => findAtomic(name)?.effect === "enter"))
		return null;
	return locksBeforeCalls(unit, model, "must", atomicEffect);
}

function lockReason(model: FunctionModel, held: Facts): AtomicReason | null {
	const [first] = held;
	if (first === undefined) return null;
	const at = Number.parseInt(first, 10);
	const words = first.slice(first.indexOf(":") + 1);
	const steps = [{ model, at, text: `from here on ${words}` }];
	return { kind: "lock", afterReaders: false, words, steps };
}

function addCallsUnderLocks(
	unit: Unit,
	found: Map<string, AtomicReason>,
): void {
	for (const model of unit.functions.values()) {
		if (decidesItself(unit, model)) continue;
		const held = locksHeld(unit, model);
		if (held === null) continue;
		for (const { call, name } of callIndexOf(unit).byFunction.get(model.key) ??
			[]) {
			const reason = lockReason(model, held.get(call.start) ?? new Set());
			if (reason === null || !unit.functions.has(name) || found.has(name))
				continue;
			found.set(name, {
				kind: "lock",
				afterReaders: false,
				words: reason.words,
				steps: [
					{ model, at: call.start, text: `${model.name}() calls ${name}()` },
					...reason.steps,
				],
			});
		}
	}
}

function* handlersOf(unit: Unit): Generator<readonly [string, AtomicReason]> {
	const index = callIndexOf(unit);
	for (const entry of atomicHandlers) {
		const words = `this runs in ${entry.runs}`;
		const given =
			entry.by === "argument"
				? (index.byName.get(entry.name) ?? []).map(({ model, call }) => ({
						model,
						value: call.args[entry.index],
					}))
				: index.assignments.filter(
						({ model, target }) =>
							target.kind === "member" &&
							target.field === entry.field &&
							typeOf(unit, model, target.object)?.base === entry.type,
					);
		for (const { model, value } of given) {
			const name = functionName(unit, value);
			if (name !== null && value !== undefined)
				yield [
					name,
					{
						kind: "handler",
						afterReaders: entry.afterReaders,
						words,
						steps: [
							{ model, at: value.start, text: `${name}() is ${entry.runs}` },
						],
					},
				];
		}
	}
}

function functionName(
	unit: Unit,
	value: Expression | undefined,
): string | null {
	if (value === undefined) return null;
	if (value.kind === "address" || value.kind === "cast")
		return functionName(unit, value.operand);
	return value.kind === "identifier" && unit.functions.has(value.name)
		? value.name
		: null;
}
