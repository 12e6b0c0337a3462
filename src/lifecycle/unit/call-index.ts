// The calls of a unit by the name they really go to, read once.

import type { Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import type { FunctionModel, Unit } from "./function-model.ts";

export interface IndexedCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	/** Seen through `#define`. */
	readonly name: string;
}

export interface CallIndex {
	/** In the order of the functions, and of the calls in each. */
	readonly all: readonly IndexedCall[];
	readonly byName: ReadonlyMap<string, readonly IndexedCall[]>;
	readonly byFunction: ReadonlyMap<string, readonly IndexedCall[]>;
	/** `target = value`, declarations with a value included as one of an identifier. */
	readonly assignments: readonly Assignment[];
}

export interface Assignment {
	readonly model: FunctionModel;
	readonly target: Expression;
	readonly op: string;
	readonly value: Expression;
}

const known = new WeakMap<Unit, CallIndex>();

export function callIndexOf(unit: Unit): CallIndex {
	const before = known.get(unit);
	if (before !== undefined) return before;
	const index = readCalls(unit);
	known.set(unit, index);
	return index;
}

function readCalls(unit: Unit): CallIndex {
	const all: IndexedCall[] = [];
	const byName = new Map<string, IndexedCall[]>();
	const byFunction = new Map<string, IndexedCall[]>();
	const assignments: Assignment[] = [];
	for (const model of unit.functions.values()) {
		const own: IndexedCall[] = [];
		byFunction.set(model.key, own);
		for (const call of model.calls) {
			const written = calleeName(call);
			if (written === null) continue;
			const name = unit.resolve(written);
			const entry: IndexedCall = { model, call, name };
			all.push(entry);
			own.push(entry);
			const same = byName.get(name);
			if (same === undefined) byName.set(name, [entry]);
			else same.push(entry);
		}
		for (const assignment of assignmentsOf(model)) assignments.push(assignment);
	}
	return { all, byName, byFunction, assignments };
}

const assigned = new WeakMap<FunctionModel, readonly Assignment[]>();

/** Read once: a unit is indexed again whenever it grows. */
function assignmentsOf(model: FunctionModel): readonly Assignment[] {
	let found = assigned.get(model);
	if (found === undefined) {
		const plain = model.assignments.map(
			({ target, op, value }): Assignment => ({ model, target, op, value }),
		);
		found = [...plain, ...initialValues(model)];
		assigned.set(model, found);
	}
	return found;
}

function initialValues(model: FunctionModel): readonly Assignment[] {
	const found: Assignment[] = [];
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const { name, initial, start, end } of statement.declarators)
			if (initial !== null)
				found.push({
					model,
					target: { kind: "identifier", name, start, end },
					op: "=",
					value: initial,
				});
	});
	return found;
}
