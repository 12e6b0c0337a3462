import {
	anySign,
	constant,
	negative,
	positive,
	signsOf,
	symbol,
	type Value,
	zero,
} from "./value.ts";

/** What IS_ERR() and its kin return for a pointer; null for another function. */
export function errorPointerResult(
	name: string | null,
	pointer: Value,
	at: number,
): Value | null {
	const isErrorPointer = pointer.kind === "error-pointer";
	const truth = symbol(`@${at}`, zero | positive);
	switch (name) {
		case "IS_ERR":
			if (isErrorPointer) return constant(1);
			return isCleanPointer(pointer) ? constant(0) : truth;
		case "IS_ERR_OR_NULL":
			if (isErrorPointer || signsOf(pointer) === zero) return constant(1);
			return isCleanPointer(pointer) ? constant(0) : truth;
		case "PTR_ERR":
			return symbol("errno", isErrorPointer ? negative : anySign);
		case "ERR_PTR":
		case "ERR_CAST":
			return { kind: "error-pointer" };
		case "PTR_ERR_OR_ZERO":
			if (isErrorPointer) return symbol("errno", negative);
			return isCleanPointer(pointer)
				? constant(0)
				: symbol(`@${at}`, negative | zero);
		default:
			return null;
	}
}

function isCleanPointer(value: Value): boolean {
	return (
		value.kind === "obtained" ||
		(value.kind === "symbol" && value.signs === positive)
	);
}
