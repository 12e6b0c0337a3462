import { expect, test } from "vitest";
import { compareText, firstDifference } from "#base/compare.ts";

test("compareText orders by code unit, not by locale", () => {
	expect(["b", "a", "Z", "ä"].sort(compareText)).toEqual(["Z", "a", "b", "ä"]);
});

test("firstDifference skips equal parts", () => {
	expect(firstDifference(0, compareText("b", "a"), -1)).toBe(1);
	expect(firstDifference(0, 0)).toBe(0);
});
