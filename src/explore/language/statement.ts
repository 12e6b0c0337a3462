// How a routine is written: steps, and the control flow between them. Only steps take time and can be interleaved;
// jumps, calls and loop ends are free.

import type { NumberCell } from "./cell.ts";
import type { Effect } from "./effect.ts";
import {
	type Cell,
	type Expression,
	eq,
	expressionOf,
	ne,
	not,
	type Operand,
} from "./expression.ts";

export interface Step {
	kind: "step";
	label: string;
	/** The step can be taken only while this holds; null: always. */
	guard: Expression | null;
	effects: readonly Effect[];
	/** Where it comes from, e.g. "mm/vmscan.c:shrink_folio_list() (v6.12)". */
	source: string | null;
}

export type Statement =
	| Step
	| { kind: "choose"; options: readonly (readonly Statement[])[] }
	| { kind: "loop"; body: readonly Statement[] }
	| {
			kind: "rounds";
			times: number;
			counter: Cell;
			body: readonly Statement[];
	  }
	| { kind: "leave" }
	| { kind: "again" }
	| {
			kind: "call";
			routine: string;
			body: readonly Statement[];
			source: string | null;
	  }
	| { kind: "section"; number: number; body: readonly Statement[] }
	| { kind: "return" }
	| { kind: "label"; name: string }
	| { kind: "jump"; to: string }
	| { kind: "may-end" }
	| { kind: "halt" };

/** Parts of a step besides its label: guard, effects in order, source reference. */
export type Part =
	| Effect
	| { kind: "when"; condition: Expression }
	| { kind: "from"; source: string };

/** The step waits until this holds. */
export function when(condition: Operand): Part {
	return { kind: "when", condition: expressionOf(condition) };
}

/** Source reference of a step or call. */
export function from(source: string): { kind: "from"; source: string } {
	return { kind: "from", source };
}

/** One indivisible action. A second `when` would be ambiguous and is refused. */
export function step(label: string, ...parts: Part[]): Step {
	let guard: Expression | null = null;
	let source: string | null = null;
	const effects: Effect[] = [];
	for (const part of parts) {
		if (part.kind === "when") {
			if (guard !== null) throw new Error(`${label}: two guards`);
			guard = part.condition;
		} else if (part.kind === "from") source = part.source;
		else effects.push(part);
	}
	return { kind: "step", label, guard, effects, source };
}

/** Waits until the condition holds. */
export function waitFor(
	label: string,
	condition: Operand,
	...parts: Part[]
): Step {
	return step(label, when(condition), ...parts);
}

/** Takes a lock bit, waiting for it. */
export function lock(label: string, cell: NumberCell, ...parts: Part[]): Step {
	return step(label, when(eq(cell, 0)), cell.set(1), ...parts);
}

/** Frees a lock bit. */
export function unlock(
	label: string,
	cell: NumberCell,
	...parts: Part[]
): Step {
	return step(label, cell.set(0), ...parts);
}

/** Goes on with one of the options whose first step can be taken; which one is not ours to choose. */
export function choose(...options: (readonly Statement[])[]): Statement {
	return { kind: "choose", options };
}

/** One step that tests the state and goes one of two ways. */
export function branch(
	label: string,
	condition: Operand,
	then: readonly Statement[],
	otherwise: readonly Statement[] = [],
	...parts: Part[]
): Statement {
	return choose(
		[step(label, when(condition), ...parts), ...then],
		[step(`not ${label}`, when(not(condition)), ...parts), ...otherwise],
	);
}

/** Takes a lock bit if it is free, in one step either way. */
export function trylock(
	label: string,
	cell: NumberCell,
	taken: readonly Statement[],
	busy: readonly Statement[] = [],
	...parts: Part[]
): Statement {
	return choose(
		[step(label, when(eq(cell, 0)), cell.set(1), ...parts), ...taken],
		[step(`${label} fails`, when(ne(cell, 0)), ...parts), ...busy],
	);
}

/** Compare and swap: one step; a failed one only reads. */
export function compareAndSwap(
	label: string,
	cell: NumberCell,
	expected: Operand,
	value: Operand,
	done: readonly Statement[],
	failed: readonly Statement[] = [],
	...parts: Part[]
): Statement {
	return choose(
		[step(label, when(eq(cell, expected)), cell.set(value), ...parts), ...done],
		[step(`${label} fails`, when(ne(cell, expected)), ...parts), ...failed],
	);
}

/** Sets a cell to any of the values; all are explored. */
export function pick(
	label: string,
	cell: NumberCell,
	values: readonly number[],
): Statement {
	return choose(
		...values.map((value) => [step(`${label} = ${value}`, cell.set(value))]),
	);
}

/** Repeats until `leave()`. */
export function loop(...body: Statement[]): Statement {
	return { kind: "loop", body };
}

/**
 * Does the body `times` times. Counting takes no step of its own: the first step of the body tests the counter, the
 * last one counts. `again()` starts the body anew without counting. The actor may rest between rounds after the last.
 */
export function rounds(
	times: number,
	counter: Cell,
	...body: Statement[]
): Statement {
	return { kind: "rounds", times, counter, body };
}

/** Ends the innermost loop. */
export const leave = (): Statement => ({ kind: "leave" });
/** Starts the innermost loop anew. */
export const again = (): Statement => ({ kind: "again" });
/** Ends the innermost `call`. */
export const giveBack = (): Statement => ({ kind: "return" });
/** A place in the innermost `call` (or actor) that `jump` can name, as C's goto ladders do. */
export const label = (name: string): Statement => ({ kind: "label", name });
export const jump = (to: string): Statement => ({ kind: "jump", to });
/** Resting here for ever is no deadlock (a server waiting for work). */
export const mayEnd = (): Statement => ({ kind: "may-end" });
/** The actor is done. */
export const halt = (): Statement => ({ kind: "halt" });

/** A sub-program, inlined; its steps carry its name, and its source reference unless they have their own. */
export function call(
	routine: string,
	body: readonly Statement[],
	...parts: { kind: "from"; source: string }[]
): Statement {
	return { kind: "call", routine, body, source: parts[0]?.source ?? null };
}

/** A stretch of a program whose steps remember its number, e.g. which line of a column they belong to. Changes nothing else. */
export function section(number: number, body: readonly Statement[]): Statement {
	return { kind: "section", number, body };
}
