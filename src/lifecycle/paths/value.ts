// What is known of an integer or pointer on one path. Small on purpose: signs, constants, and how a count relates to what
// an acquire was asked for.

/** Bits of what a value may be: below, equal to or above zero. */
export const negative = 1;
export const zero = 2;
export const positive = 4;
export const anySign = 7;

export type Value =
	| { readonly kind: "constant"; readonly value: number }
	/** An unknown that equals itself: two symbols of one name are the same number. signs: what it may be. */
	| { readonly kind: "symbol"; readonly name: string; readonly signs: number }
	/** The number of pages an acquire got: at least 1; full: as many as `requested`, partial: fewer. */
	| {
			readonly kind: "obtained";
			readonly hold: number;
			readonly part: Part;
			readonly requested: string;
	  }
	/** A pointer for which IS_ERR() is true. */
	| { readonly kind: "error-pointer" }
	/** A negative number kept in an unsigned variable: seen as billions. */
	| { readonly kind: "wrapped" };

/** How much of what was asked for a successful acquire got. */
export type Part = "full" | "partial";

export function constant(value: number): Value {
	return { kind: "constant", value };
}

export function symbol(name: string, signs: number = anySign): Value {
	return { kind: "symbol", name, signs };
}

export function valueKey(value: Value): string {
	switch (value.kind) {
		case "constant":
			return String(value.value);
		case "symbol":
			return value.signs === anySign
				? `$${value.name}`
				: `$${value.name}/${value.signs}`;
		case "obtained":
			return `${value.part}:${value.hold}`;
		default:
			return value.kind;
	}
}

/** The name by which a count asked for is recognised again: signs do not matter. */
export function identityKey(value: Value): string {
	return value.kind === "symbol" ? `$${value.name}` : valueKey(value);
}

export function signsOf(value: Value): number {
	switch (value.kind) {
		case "constant":
			return value.value < 0 ? negative : value.value > 0 ? positive : zero;
		case "symbol":
			return value.signs;
		case "obtained":
		case "wrapped":
			return positive;
		case "error-pointer":
			return negative | positive;
	}
}

/** What `x++` or `x--` makes of the signs x may have. Numbers do not run over. */
export function signsStepped(signs: number, op: string): number {
	if (signs === anySign) return anySign;
	const [ahead, behind] =
		op === "++" ? [positive, negative] : [negative, positive];
	const fromBehind = (signs & behind) === 0 ? 0 : behind | zero;
	return (signs & (zero | ahead)) === 0 ? fromBehind : fromBehind | ahead;
}

/** True or false where the value decides it, null where both are possible. */
export function truthOf(value: Value): boolean | null {
	const signs = signsOf(value);
	if (signs === zero) return false;
	return (signs & zero) === 0 ? true : null;
}

/** -1, 0, 1 for a below, equal to, above b; null where unknown. */
function order(a: Value, b: Value): -1 | 0 | 1 | null {
	if (a.kind === "constant" && b.kind === "constant")
		return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
	if (a.kind === "symbol" && b.kind === "symbol" && a.name === b.name) return 0;
	// An errno seen as unsigned is larger than any number of pages.
	if (a.kind === "wrapped" && isCountable(b)) return 1;
	if (b.kind === "wrapped" && isCountable(a)) return -1;
	if (a.kind === "obtained") {
		const related = orderObtained(a, b);
		if (related !== null) return related;
	} else if (b.kind === "obtained") {
		const related = orderObtained(b, a);
		if (related !== null) return related === 0 ? 0 : related === 1 ? -1 : 1;
	}
	return orderBySign(a, b);
}

/** Not itself an errno, which may be kept in an unsigned variable as well. */
function isCountable(value: Value): boolean {
	if (value.kind === "obtained") return true;
	if (value.kind === "constant") return value.value >= 0;
	return (
		value.kind === "symbol" && value.signs !== negative && !isFailure(value)
	);
}

function orderObtained(
	a: Value & { kind: "obtained" },
	b: Value,
): -1 | 0 | 1 | null {
	if (b.kind === "obtained") {
		if (a.hold === b.hold && a.part === b.part) return 0;
		return null;
	}
	if (identityKey(b) === a.requested) return a.part === "full" ? 0 : -1;
	if (b.kind !== "constant") return null;
	const requested = Number(a.requested);
	if (Number.isNaN(requested)) return null;
	if (a.part === "full")
		return requested < b.value ? -1 : requested > b.value ? 1 : 0;
	return b.value >= requested ? -1 : null;
}

/** What a failed call of the acquire family returns. */
export const failure: Value = symbol("errno", negative);

export function isFailure(value: Value): boolean {
	return value.kind === "symbol" && value.name === "errno";
}

/** A negative errno or an error pointer, whatever it came of. null: nothing is returned. */
export function isErrorValue(value: Value | null): boolean {
	return (
		value !== null &&
		(value.kind === "error-pointer" || signsOf(value) === negative)
	);
}

/**
 * A count that is compared with the error of a failed acquire is taken as not negative: the kernel's callers do not ask for negative counts.
 * Errs: may miss a path on which they do.
 */
function orderBySign(a: Value, b: Value): -1 | 1 | 0 | null {
	const [left, right] = [signsOf(a), signsOf(b)];
	const isCount = (value: Value, other: Value): boolean =>
		(signsOf(value) & negative) === 0 ||
		(value.kind === "symbol" && value.signs !== negative && isFailure(other));
	if (left === negative && isCount(b, a)) return -1;
	if (right === negative && isCount(a, b)) return 1;
	if (left === zero && right === zero) return 0;
	if (left === zero && right === positive) return -1;
	if (left === positive && right === zero) return 1;
	return null;
}

/** Decides `a op b`; null where unknown. */
export function compare(op: string, a: Value, b: Value): boolean | null {
	const found = order(a, b);
	if (found !== null) {
		switch (op) {
			case "==":
				return found === 0;
			case "!=":
				return found !== 0;
			case "<":
				return found < 0;
			case "<=":
				return found <= 0;
			case ">":
				return found > 0;
			case ">=":
				return found >= 0;
			default:
				return null;
		}
	}
	return compareSigns(op, signsOf(a), b);
}

function compareSigns(op: string, left: number, b: Value): boolean | null {
	if (b.kind !== "constant") return null;
	const possible = signsAllowed(op, b.value);
	if (possible === null) return null;
	if ((left & possible.whenTrue) === 0) return false;
	if ((left & possible.whenFalse) === 0) return true;
	return null;
}

/** The signs x may have when `x op limit` is true, and when it is false. */
export function signsAllowed(
	op: string,
	limit: number,
): { readonly whenTrue: number; readonly whenFalse: number } | null {
	const below = limit <= 0 ? negative : anySign;
	const atMost = limit < 0 ? negative : limit === 0 ? negative | zero : anySign;
	const above = limit >= 0 ? positive : anySign;
	const atLeast =
		limit > 0 ? positive : limit === 0 ? positive | zero : anySign;
	const equal = limit < 0 ? negative : limit > 0 ? positive : zero;
	const unequal = limit === 0 ? negative | positive : anySign;
	switch (op) {
		case "<":
			return { whenTrue: below, whenFalse: atLeast };
		case "<=":
			return { whenTrue: atMost, whenFalse: above };
		case ">":
			return { whenTrue: above, whenFalse: atMost };
		case ">=":
			return { whenTrue: atLeast, whenFalse: below };
		case "==":
			return { whenTrue: equal, whenFalse: unequal };
		case "!=":
			return { whenTrue: unequal, whenFalse: equal };
		default:
			return null;
	}
}

/** The value with fewer possible signs. */
export function narrow(value: Value, signs: number): Value {
	if (value.kind !== "symbol") return value;
	const left = value.signs & signs;
	return left === zero ? constant(0) : { ...value, signs: left };
}
