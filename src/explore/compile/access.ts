// Which cells a step reads and writes.
//
// Derived from the step itself, so it cannot disagree with it. Conditional parts count as done: this may name a cell
// that a particular run of the step does not touch, and never leaves out one that it does.

import type { Effect } from "../language/effect.ts";
import type { Cell, Expression } from "../language/expression.ts";

export interface Access {
	reads: Set<Cell>;
	writes: Set<Cell>;
}

export function cellsIn(
	expression: Expression,
	into: Set<Cell> = new Set(),
): Set<Cell> {
	switch (expression.kind) {
		case "constant":
			break;
		case "cell":
			into.add(expression);
			break;
		case "not":
			cellsIn(expression.of, into);
			break;
		case "binary":
			cellsIn(expression.left, into);
			cellsIn(expression.right, into);
			break;
		case "if":
			cellsIn(expression.condition, into);
			cellsIn(expression.yes, into);
			cellsIn(expression.no, into);
			break;
	}
	return into;
}

function addEffects(effects: readonly Effect[], access: Access): void {
	for (const effect of effects) {
		switch (effect.kind) {
			case "assign":
				cellsIn(effect.value, access.reads);
				access.writes.add(effect.cell);
				break;
			case "check":
				cellsIn(effect.condition, access.reads);
				break;
			case "given":
				cellsIn(effect.condition, access.reads);
				addEffects(effect.yes, access);
				addEffects(effect.no, access);
				break;
		}
	}
}

export function accessOf(step: {
	guard: Expression | null;
	effects: readonly Effect[];
}): Access {
	const access: Access = { reads: new Set(), writes: new Set() };
	if (step.guard !== null) cellsIn(step.guard, access.reads);
	addEffects(step.effects, access);
	return access;
}
