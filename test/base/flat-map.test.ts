import fc from "fast-check";
import { expect, test } from "vitest";
import { flatMap } from "#base/flat-map.ts";

test("does what Array.prototype.flatMap() does", () => {
	fc.assert(
		fc.property(
			fc.array(fc.nat(9)),
			fc.array(fc.array(fc.string(), { maxLength: 3 }), { minLength: 1 }),
			(items, results) => {
				const of = (item: number) => results[item % results.length] ?? [];
				expect(flatMap(items, of)).toEqual(items.flatMap(of));
			},
		),
	);
});

test("takes what can only be gone through", () => {
	expect(flatMap(new Set(["a", "b"]), (name) => [name, name])).toEqual([
		"a",
		"a",
		"b",
		"b",
	]);
});
