// Operators of C on what is known of their operands.

import {
	compare,
	constant,
	identityKey,
	negative,
	positive,
	signsOf,
	symbol,
	truthOf,
	type Value,
	zero,
} from "./value.ts";

export function applyUnary(op: string, value: Value, at: number): Value {
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

export function applyBinary(
	op: string,
	left: Value,
	right: Value,
	at: number,
): Value {
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

export function isComparison(op: string): boolean {
	return /^(==|!=|<=?|>=?)$/.test(op);
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
