import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	anySign,
	compare,
	constant,
	narrow,
	negative,
	positive,
	signsAllowed,
	signsStepped,
	symbol,
	truthOf,
	type Value,
	zero,
} from "../../src/lifecycle/paths/value.ts";

const operators = ["==", "!=", "<", "<=", ">", ">="];

function decide(op: string, a: number, b: number): boolean {
	switch (op) {
		case "==":
			return a === b;
		case "!=":
			return a !== b;
		case "<":
			return a < b;
		case "<=":
			return a <= b;
		case ">":
			return a > b;
		default:
			return a >= b;
	}
}

function signOf(value: number): number {
	return value < 0 ? negative : value > 0 ? positive : zero;
}

const small = fc.integer({ min: -3, max: 3 });
const operator = fc.constantFrom(...operators);

describe("compare", () => {
	test("agrees with arithmetic on constants", () => {
		fc.assert(
			fc.property(operator, small, small, (op, a, b) => {
				expect(compare(op, constant(a), constant(b))).toBe(decide(op, a, b));
			}),
		);
	});

	test("never decides against a number the signs allow", () => {
		const masks = fc.integer({ min: 1, max: 7 });
		fc.assert(
			fc.property(operator, masks, small, small, (op, signs, a, limit) => {
				fc.pre((signOf(a) & signs) !== 0);
				const known = compare(op, symbol("x", signs), constant(limit));
				if (known !== null) expect(known).toBe(decide(op, a, limit));
			}),
		);
	});

	const count = (part: "full" | "partial", requested: string): Value => ({
		kind: "obtained",
		hold: 1,
		part,
		requested,
	});

	test("a full count equals what was asked for, a partial one is below it and above zero", () => {
		const want = symbol("want");
		expect(compare("==", count("full", "$want"), want)).toBe(true);
		expect(compare("<", count("partial", "$want"), want)).toBe(true);
		expect(compare("!=", want, count("partial", "$want"))).toBe(true);
		expect(compare(">", count("partial", "$want"), constant(0))).toBe(true);
		expect(compare("==", count("partial", "$want"), symbol("other"))).toBe(
			null,
		);
	});

	test("one page of one is exactly one", () => {
		expect(compare("!=", count("full", "1"), constant(1))).toBe(false);
	});

	test("an error is below every count asked for", () => {
		const errno = symbol("errno", negative);
		expect(compare("<", errno, symbol("want"))).toBe(true);
		expect(compare("==", errno, symbol("want"))).toBe(false);
		expect(compare("<=", errno, constant(0))).toBe(true);
	});

	test("an errno in an unsigned variable is not below zero", () => {
		expect(compare("<", { kind: "wrapped" }, constant(0))).toBe(false);
		expect(truthOf({ kind: "wrapped" })).toBe(true);
	});
});

describe("narrow", () => {
	test("keeps exactly the numbers for which the test went this way", () => {
		fc.assert(
			fc.property(operator, small, small, (op, a, limit) => {
				const allowed = signsAllowed(op, limit);
				if (allowed === null) return;
				const signs = decide(op, a, limit)
					? allowed.whenTrue
					: allowed.whenFalse;
				expect(signs & signOf(a)).not.toBe(0);
			}),
		);
	});

	test("a symbol that can only be zero is zero", () => {
		expect(narrow(symbol("x", anySign), zero)).toEqual(constant(0));
	});
});

describe("signsStepped()", () => {
	test("says of x++ and x-- no sign too few, and none that no number has", () => {
		for (let signs = 1; signs <= anySign; signs++)
			for (const [op, step] of [
				["++", 1],
				["--", -1],
			] as const) {
				let possible = 0;
				for (let x = -3; x <= 3; x++)
					if ((signOf(x) & signs) !== 0) possible |= signOf(x + step);
				expect([op, signs, signsStepped(signs, op)]).toEqual([
					op,
					signs,
					possible,
				]);
			}
	});
});
