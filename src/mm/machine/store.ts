// The state of a running machine: a number per cell, and the bytes behind the cells that stand for content.
//
// Explorations know content as version numbers. Here the same assignments also move bytes: "disk = memory" copies what
// is in memory, "memory = memory + 1" is a write, and what is written comes from whoever writes.

import { unreachable } from "#base/unreachable.ts";
import type { Effect } from "#explore/language/effect.ts";
import type { Cell, Expression } from "#explore/language/expression.ts";

export interface Store {
	values: Map<Cell, number>;
	/** Cells that stand for the content of a page, a block or a bounce copy. */
	bytes: Map<Cell, Uint8Array>;
}

export function newStore(): Store {
	return { values: new Map(), bytes: new Map() };
}

export function numberIn(store: Store, cell: Cell): number {
	return store.values.get(cell) ?? cell.initial;
}

export function evaluate(store: Store, expression: Expression): number {
	switch (expression.kind) {
		case "constant":
			return expression.value;
		case "cell":
			return numberIn(store, expression);
		case "not":
			return evaluate(store, expression.of) === 0 ? 1 : 0;
		case "if":
			return evaluate(store, expression.condition) === 0
				? evaluate(store, expression.no)
				: evaluate(store, expression.yes);
		case "binary": {
			const left = evaluate(store, expression.left);
			const right = evaluate(store, expression.right);
			switch (expression.operator) {
				case "==":
					return Number(left === right);
				case "!=":
					return Number(left !== right);
				case "<":
					return Number(left < right);
				case "<=":
					return Number(left <= right);
				case ">":
					return Number(left > right);
				case ">=":
					return Number(left >= right);
				case "+":
					return left + right;
				case "-":
					return left - right;
				case "and":
					return Number(left !== 0 && right !== 0);
				case "or":
					return Number(left !== 0 || right !== 0);
			}
			return unreachable(expression.operator);
		}
	}
}

/** What a step writes into content cells that it does not copy from others. */
export type Writes = (cell: Cell, before: Uint8Array) => Uint8Array;

/** Does the effects in order; returns messages of checks that failed. */
export function apply(
	store: Store,
	effects: readonly Effect[],
	writes: Writes,
): string[] {
	const failed: string[] = [];
	for (const effect of effects)
		switch (effect.kind) {
			case "assign":
				assign(store, effect.cell, effect.value, writes);
				break;
			case "check":
				if (evaluate(store, effect.condition) === 0)
					failed.push(effect.message);
				break;
			case "given":
				failed.push(
					...apply(
						store,
						evaluate(store, effect.condition) === 0 ? effect.no : effect.yes,
						writes,
					),
				);
				break;
		}
	return failed;
}

function assign(
	store: Store,
	cell: Cell,
	value: Expression,
	writes: Writes,
): void {
	const number = evaluate(store, value);
	const source = value.kind === "cell" ? store.bytes.get(value) : undefined;
	const target = store.bytes.get(cell);
	if (source !== undefined) store.bytes.set(cell, source.slice());
	else if (target !== undefined && value.kind !== "constant")
		store.bytes.set(cell, writes(cell, target));
	store.values.set(cell, number);
}
