// What a step may compute: expressions over cells.
//
// An expression is data, not a closure, so that the engine can see what it reads, pack it, and write it as Promela.

/** What every cell has, whatever its values mean. */
export interface Cell {
	kind: "cell";
	name: string;
	least: number;
	greatest: number;
	initial: number;
	/** Names of the values from `least` on, for cells made by `oneOf`. */
	words: readonly string[] | null;
}

export type Operator =
	| "=="
	| "!="
	| "<"
	| "<="
	| ">"
	| ">="
	| "+"
	| "-"
	| "and"
	| "or";

export type Expression =
	| { kind: "constant"; value: number }
	| Cell
	| { kind: "not"; of: Expression }
	| {
			kind: "binary";
			operator: Operator;
			left: Expression;
			right: Expression;
	  }
	| {
			kind: "if";
			condition: Expression;
			yes: Expression;
			no: Expression;
	  };

/** What may stand where a value is wanted. */
export type Operand = Expression | number | boolean;

export function constant(value: number): Expression {
	return { kind: "constant", value };
}

/** An operand as an expression; true is 1 and false is 0. */
export function expressionOf(operand: Operand): Expression {
	if (typeof operand === "number") return constant(operand);
	if (typeof operand === "boolean") return constant(operand ? 1 : 0);
	return operand;
}

function binary(operator: Operator, left: Operand, right: Operand): Expression {
	return {
		kind: "binary",
		operator,
		left: expressionOf(left),
		right: expressionOf(right),
	};
}

export const eq = (a: Operand, b: Operand) => binary("==", a, b);
export const ne = (a: Operand, b: Operand) => binary("!=", a, b);
export const lt = (a: Operand, b: Operand) => binary("<", a, b);
export const le = (a: Operand, b: Operand) => binary("<=", a, b);
export const gt = (a: Operand, b: Operand) => binary(">", a, b);
export const ge = (a: Operand, b: Operand) => binary(">=", a, b);
export const plus = (a: Operand, b: Operand) => binary("+", a, b);
export const minus = (a: Operand, b: Operand) => binary("-", a, b);

/** True if the operand is not 0. */
export function not(operand: Operand): Expression {
	const of = expressionOf(operand);
	return of.kind === "not" ? of.of : { kind: "not", of };
}

/** True if every operand is; true for none. */
export function and(...operands: Operand[]): Expression {
	if (operands.length === 0) return constant(1);
	return operands
		.map(expressionOf)
		.reduce((left, right) => binary("and", left, right));
}

/** True if some operand is; false for none. */
export function or(...operands: Operand[]): Expression {
	if (operands.length === 0) return constant(0);
	return operands
		.map(expressionOf)
		.reduce((left, right) => binary("or", left, right));
}

/** "If a then b", for invariants. */
export const implies = (a: Operand, b: Operand) => or(not(a), b);

/** One of two values. */
export function either(
	condition: Operand,
	yes: Operand,
	no: Operand,
): Expression {
	return {
		kind: "if",
		condition: expressionOf(condition),
		yes: expressionOf(yes),
		no: expressionOf(no),
	};
}
