// The scenario language: what a routine written in it becomes.

import { describe, expect, test } from "vitest";
import { accessOf } from "../../src/explore/compile/access.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import {
	initialState,
	modelOf,
	readCell,
	writeCell,
} from "../../src/explore/compile/model.ts";
import { array, bit, counter, oneOf } from "../../src/explore/language/cell.ts";
import { given, must } from "../../src/explore/language/effect.ts";
import {
	and,
	either,
	eq,
	ge,
	gt,
	lt,
	minus,
	ne,
	not,
	or,
	plus,
} from "../../src/explore/language/expression.ts";
import { actor, scenario } from "../../src/explore/language/scenario.ts";
import {
	again,
	call,
	choose,
	from,
	jump,
	label,
	loop,
	type Statement,
	section,
	step,
	when,
} from "../../src/explore/language/statement.ts";
import { randomProgram, seeded } from "./random-program.ts";

const only = (...program: Statement[]) =>
	modelOf(scenario({ name: "one", actors: [actor("a", ...program)] }));

describe("what is refused", () => {
	const x = bit("x");
	test.each([
		[
			"two cells with one name",
			() => only(step("a", bit("y").set(1)), step("b", bit("y").set(1))),
		],
		["a jump to nowhere", () => only(step("a"), jump("out"))],
		["a loop without a step", () => only(loop(again()))],
		["two guards", () => only(step("a", when(x), when(not(x))))],
		[
			"two labels with one name",
			() => only(label("l"), step("a"), label("l"), step("b")),
		],
		[
			"an index that may miss",
			() =>
				array(2, (n) => counter(`c${n}`, { greatest: 1 })).read(
					counter("i", { greatest: 2 }),
				),
		],
		[
			"an initial value out of range",
			() => counter("c", { greatest: 1, initial: 2 }),
		],
		["a word that is none", () => oneOf("w", ["a", "b"]).is("c" as "a")],
	])("%s", (_, make) => {
		expect(make).toThrow();
	});
});

test("calls, labels and jumps make no location and no step of their own", () => {
	const model = only(
		call("outer", [
			step("one"),
			call(
				"inner",
				[step("two", when(true)), jump("out"), label("out")],
				from("mm/x.c:inner()"),
			),
		]),
		step("three"),
	);
	expect(
		model.transitions.map(({ label: l, routines, source }) => [
			l,
			routines,
			source,
		]),
	).toEqual([
		["one", ["outer"], null],
		["two", ["outer", "inner"], "mm/x.c:inner()"],
		["three", [], null],
	]);
	expect(model.flows[0]?.locations).toHaveLength(4);
});

test("a section numbers its steps and changes nothing else: jumps go out of it, no place is added", () => {
	const model = only(
		section(0, [step("one"), jump("out"), step("never")]),
		section(1, [step("two")]),
		label("out"),
		section(2, [call("inner", [step("three"), section(7, [step("four")])])]),
	);
	expect(
		model.transitions.map((one) => [one.label, one.routines, one.section]),
	).toEqual([
		["one", [], 0],
		["three", ["inner"], 2],
		["four", ["inner"], 7],
	]);
});

test("the options of a choice share one location", () => {
	const x = bit("x");
	const model = only(choose([step("a", when(x))], [step("b", when(not(x)))]));
	expect(model.flows[0]?.locations.map((list) => list.length)).toEqual([2, 0]);
});

test("cells keep their values apart in the packed state, whatever their size", () => {
	const random = seeded(7);
	const cells = Array.from({ length: 60 }, (_, n) =>
		counter(`c${n}`, {
			least: 0 - Math.floor(random() * 5),
			greatest: Math.floor(random() * 2 ** Math.floor(random() * 20)) + 1,
		}),
	);
	const model = only(
		...cells.map((cell) => step(cell.name, cell.set(cell.least))),
	);
	expect(model.layout.words).toBeGreaterThan(2);
	const state = initialState(model);
	const wanted = new Map(cells.map((cell) => [cell, cell.initial]));
	for (let turn = 0; turn < 2_000; turn++) {
		const cell = cells[
			Math.floor(random() * cells.length)
		] as (typeof cells)[number];
		const value =
			cell.least + Math.floor(random() * (cell.greatest - cell.least + 1));
		writeCell(model, state, 0, cell, value);
		wanted.set(cell, value);
		const probe = cells[turn % cells.length] as (typeof cells)[number];
		expect(readCell(model, state, 0, probe)).toBe(wanted.get(probe));
	}
});

test("generated code computes what the step says", () => {
	const [a, b] = [
		counter("a", { least: -2, greatest: 9 }),
		counter("b", { greatest: 9, initial: 3 }),
	];
	const word = oneOf("word", ["none", "some", "all"], "some");
	const list = array(3, (n) => counter(`l${n}`, { greatest: 9 }));
	const index = counter("index", { greatest: 2, initial: 2 });
	const model = only(
		step(
			"all at once",
			when(
				and(
					eq(b, 3),
					or(gt(b, 5), lt(a, 0)),
					ge(index, 2),
					ne(b, 0),
					word.isAny("some", "all"),
				),
			),
			a.set(plus(b, 4)),
			b.set(minus(a, 5)),
			given(word.is("some"), [word.set("all")], [word.set("none")]),
			list.write(index, either(eq(b, 2), 7, 8)),
			index.set(0),
		),
		step("read back", a.set(list.read(index)), list.write(index, 5)),
	);
	const machine = machineOf(model);
	const state = machine.initial.slice();
	const value = (cell: Parameters<typeof readCell>[3]) =>
		readCell(model, state, 0, cell);
	expect(value(a)).toBe(-2);
	expect(machine.next(0, state, 0, -1)).toBe(0);
	machine.fire(0, state, 0, state, 0);
	expect([a, b, word, list.at(2), index].map(value)).toEqual([7, 2, 2, 7, 0]);
	machine.fire(1, state, 0, state, 0);
	expect([a, list.at(0), list.at(2)].map(value)).toEqual([0, 5, 7]);
});

test("a value out of range is a failure with a name, and the first failure wins", () => {
	const x = counter("x", { greatest: 2, initial: 2 });
	const model = only(step("bump", x.add(1), must(eq(x, 0), "never reached")));
	const machine = machineOf(model);
	const failure = machine.fire(0, machine.initial, 0, new Int32Array(1), 0);
	expect(model.failures[failure - 1]?.message).toBe("x leaves its range 0..2");
});

test("recorded reads and writes are right: other cells neither matter nor change", () => {
	const random = seeded(11);
	for (let seed = 0; seed < 60; seed++) {
		const model = modelOf(
			randomProgram(seed, { failing: true, choices: true }),
		);
		const machine = machineOf(model);
		const { words } = machine;
		for (const transition of model.transitions) {
			const { reads, writes } = accessOf(transition);
			const [one, other] = [machine.initial.slice(), machine.initial.slice()];
			for (const cell of model.cells) {
				const value =
					cell.least + Math.floor(random() * (cell.greatest - cell.least + 1));
				writeCell(model, one, 0, cell, value);
				const another =
					cell.least + Math.floor(random() * (cell.greatest - cell.least + 1));
				writeCell(model, other, 0, cell, reads.has(cell) ? value : another);
			}
			const [afterOne, afterOther] = [
				new Int32Array(words),
				new Int32Array(words),
			];
			const failures = [
				machine.fire(transition.id, one, 0, afterOne, 0),
				machine.fire(transition.id, other, 0, afterOther, 0),
			];
			expect(failures[0]).toBe(failures[1]);
			for (const cell of model.cells) {
				if (writes.has(cell)) {
					if (reads.has(cell) || failures[0] !== 0) continue;
					expect(readCell(model, afterOne, 0, cell)).toBe(
						readCell(model, afterOther, 0, cell),
					);
				} else {
					expect(readCell(model, afterOne, 0, cell)).toBe(
						readCell(model, one, 0, cell),
					);
				}
			}
		}
	}
});
