// Which locks of a kind a function holds before each of its calls, by the calls that take and drop them.

import { type Effect, type Facts, factsBeforeCalls } from "#flow/facts.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import { callIndexOf } from "../unit/call-index.ts";
import { graphOf } from "../unit/function-graph.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";

/** What a call does to the locks: the word to add, "drop" for all of them, null for nothing. */
export type LockChange = string | "drop" | null;
export type LockEffect = (name: string, call: CallExpression) => LockChange;

/**
 * must: held on every path · may: on some path. A drop drops all locks of the kind, and so does a function of the file
 * that contains one or whose name says so. Errs: must misses locks then; may takes tried locks as taken.
 */
export function locksBeforeCalls(
	unit: Unit,
	model: FunctionModel,
	meet: "must" | "may",
	effect: LockEffect,
	atEntry: readonly string[] = [],
): ReadonlyMap<number, Facts> {
	const apply: Effect = (step, facts) => {
		if (step.kind !== "expression" || step.expression.kind !== "call") return;
		const written = calleeName(step.expression);
		if (written === null) return;
		const name = unit.resolve(written);
		const change = effect(name, step.expression);
		if (change === "drop" || (meet === "must" && mayDrop(unit, name, effect)))
			facts.clear();
		else if (change !== null) facts.add(change);
	};
	return factsBeforeCalls(graphOf(model), meet, apply, new Set(atEntry));
}

/** By its name, or by what it calls where it is in the file. */
export function mayDrop(unit: Unit, name: string, effect: LockEffect): boolean {
	if (/unlock|release_lock/.test(name)) return true;
	const inside = callIndexOf(unit).byFunction.get(name) ?? [];
	return inside.some(({ name: inner, call }) => effect(inner, call) === "drop");
}
