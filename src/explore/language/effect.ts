// What a step does, in order, as one indivisible action.

import type { Cell } from "./expression.ts";
import { type Expression, expressionOf, type Operand } from "./expression.ts";

export interface Assignment {
	kind: "assign";
	cell: Cell;
	value: Expression;
}

/** A condition that must hold here; if not, the run has failed with `message`. */
export interface Check {
	kind: "check";
	condition: Expression;
	message: string;
}

export interface Given {
	kind: "given";
	condition: Expression;
	yes: readonly Effect[];
	no: readonly Effect[];
}

export type Effect = Assignment | Check | Given;

/** An assertion inside a step. */
export function must(condition: Operand, message: string): Check {
	return { kind: "check", condition: expressionOf(condition), message };
}

/** Effects of a step that depend on the state; the whole step stays indivisible. */
export function given(
	condition: Operand,
	yes: readonly Effect[],
	no: readonly Effect[] = [],
): Given {
	return {
		kind: "given",
		condition: expressionOf(condition),
		yes,
		no,
	};
}
