// One step at a time: which transitions an actor can take in a packed state, and what taking one does.
//
// The code is generated per actor, so that each function stays below the size at which V8 gives up optimising.

import { emitTruth } from "./emit.ts";
import type { Flow } from "./flow.ts";
import { initialState, type Model } from "./model.ts";
import {
	effectCode,
	guardCode,
	loadWords,
	storeWords,
	switchLocation,
	wordNames,
} from "./step-code.ts";

export interface Machine {
	model: Model;
	words: number;
	actors: number;
	initial: Int32Array;
	/** The first enabled transition of an actor with an id above `after`, or -1. */
	next(actor: number, state: Int32Array, at: number, after: number): number;
	/** Takes a transition; returns 0 or the number of the first failure. The target may be the source. */
	fire(
		transition: number,
		from: Int32Array,
		fromAt: number,
		to: Int32Array,
		toAt: number,
	): number;
	/** First invariant that does not hold, or 0. */
	broken(state: Int32Array, at: number): number;
	/** First failure of a state in which nobody can go on, or 0. */
	ended(state: Int32Array, at: number): number;
}

function nextCode(model: Model, flow: Flow, actor: number): string {
	const tests = switchLocation(model, flow, actor, (transitions) =>
		transitions
			.map(
				(transition) =>
					`if (after < ${transition.id} && ${guardCode(model, transition)}) return ${transition.id};`,
			)
			.join("\n"),
	);
	return `(S, i, after) => {\n${loadWords(model, "s", "S", "i")}\n${tests}\nreturn -1;\n}`;
}

function fireCode(model: Model, flow: Flow): string {
	const cases = flow.locations
		.flat()
		.map(
			(transition) =>
				`case ${transition.id}: {\n${effectCode(model, transition)}\nbreak;\n}`,
		);
	return [
		"(t, S, i, D, j) => {",
		loadWords(model, "s", "S", "i"),
		`let ${wordNames(model, "n").join(", ")}, bad = 0, v = 0;`,
		`switch (t) {\n${cases.join("\n")}\n}`,
		storeWords(model, "n", "D", "j"),
		"return bad;",
		"}",
	].join("\n");
}

/** Code that returns the number of the first broken invariant of `s…`, or falls through. */
export function brokenCode(model: Model): string {
	return model.invariants
		.map(
			({ holds, failure }) =>
				`if (!${emitTruth(holds, model.layout, "s")}) return ${failure};`,
		)
		.join("\n");
}

/** Code that returns the failure of an end state `s…`, or falls through. */
export function endedCode(model: Model): string {
	const resting = model.flows.map((flow, actor) =>
		switchLocationMayEnd(model, flow, actor),
	);
	const ends = model.atEnd.map(
		({ holds, failure }) =>
			`if (!${emitTruth(holds, model.layout, "s")}) return ${failure};`,
	);
	return [...(model.deadlock === 0 ? [] : resting), ...ends].join("\n");
}

function switchLocationMayEnd(model: Model, flow: Flow, actor: number): string {
	const tests = flow.mayEnd.map((mayEnd, location) => {
		const fine =
			mayEnd === null ? "false" : emitTruth(mayEnd, model.layout, "s");
		return `case ${location}: if (!${fine}) return ${model.deadlock}; break;`;
	});
	const field = model.layout.locations[actor];
	if (field === undefined) throw new Error("no such actor");
	const mask = 2 ** field.bits - 1;
	return `switch ((s${field.word} >>> ${field.shift}) & ${mask}) {\n${tests.join("\n")}\n}`;
}

/** Generates the step functions of a model. */
export function machineOf(model: Model): Machine {
	const list = (codes: string[]) => `[${codes.join(",\n")}]`;
	const source = [
		'"use strict";',
		"return {",
		`next: ${list(model.flows.map((flow, actor) => nextCode(model, flow, actor)))},`,
		`fire: ${list(model.flows.map((flow) => fireCode(model, flow)))},`,
		`broken: (S, i) => {\n${loadWords(model, "s", "S", "i")}\n${brokenCode(model)}\nreturn 0;\n},`,
		`ended: (S, i) => {\n${loadWords(model, "s", "S", "i")}\n${endedCode(model)}\nreturn 0;\n},`,
		"};",
	].join("\n");
	const made = new Function(source)() as {
		next: ((s: Int32Array, i: number, after: number) => number)[];
		fire: ((
			t: number,
			s: Int32Array,
			i: number,
			d: Int32Array,
			j: number,
		) => number)[];
		broken: Machine["broken"];
		ended: Machine["ended"];
	};
	const actorOf = Int32Array.from(model.transitions, ({ actor }) => actor);
	const { next, fire } = made;
	return {
		model,
		words: model.layout.words,
		actors: model.flows.length,
		initial: initialState(model),
		next: (actor, state, at, after) => next[actor]?.(state, at, after) ?? -1,
		fire: (transition, from, fromAt, to, toAt) =>
			fire[actorOf[transition] ?? 0]?.(transition, from, fromAt, to, toAt) ?? 0,
		broken: made.broken,
		ended: made.ended,
	};
}
