import { expect, test } from "vitest";
import { modelFunction } from "#lifecycle/unit/function-model.ts";
import {
	givesSameAnswers,
	recordAnswers,
	type UnitNames,
} from "#lifecycle/unit/unit-names.ts";

const at = { start: 0, end: 0 };
const model = modelFunction({
	...at,
	name: "f",
	nameStart: 0,
	isStatic: false,
	returnType: { base: "void", pointers: 0, arrays: 0 },
	parameters: [],
	body: { ...at, kind: "block", body: [] },
	damage: [],
});
const struct = { ...at, tag: "struct foo", fields: [] };

function unit(changes: Partial<UnitNames> = {}): UnitNames {
	return {
		functions: new Map([["f", model]]),
		structs: new Map([["struct foo", struct]]),
		handlers: new Map([["release", ["f", "g"]]]),
		resolve: (name) => name,
		...changes,
	};
}

/** Asks for one thing of each kind that is there, and for one that is not. */
function asked(of: UnitNames) {
	const { names, answers } = recordAnswers(of);
	expect(names.functions.get("f")).toBe(model);
	expect(names.functions.has("g")).toBe(false);
	expect(names.structs.get("struct foo")).toBe(struct);
	expect(names.handlers.get("release")).toEqual(["f", "g"]);
	expect(names.handlers.get("open")).toBeUndefined();
	expect(names.resolve("put")).toBe("put");
	return answers;
}

test("a unit that has grown by other names gives the same answers", () => {
	const functions = new Map([
		["f", model],
		["h", model],
	]);
	expect(givesSameAnswers(unit({ functions }), asked(unit()))).toBe(true);
});

test.each<[string, Partial<UnitNames>]>([
	[
		"a function that was not there",
		{
			functions: new Map([
				["f", model],
				["g", model],
			]),
		},
	],
	["a function that is another", { functions: new Map([["f", { ...model }]]) }],
	[
		"a struct that is another",
		{ structs: new Map([["struct foo", { ...struct }]]) },
	],
	[
		"a field that keeps more functions",
		{ handlers: new Map([["release", ["f", "g", "h"]]]) },
	],
	[
		"a field that keeps functions now",
		{
			handlers: new Map([
				["release", ["f", "g"]],
				["open", ["f"]],
			]),
		},
	],
	["a name that stands for another", { resolve: () => "put_page" }],
])("%s is another answer", (_, changes) => {
	expect(givesSameAnswers(unit(changes), asked(unit()))).toBe(false);
});
