// The generated code of single transitions, shared by all machines.

import { emitEffects, emitStore, emitTruth, readField } from "./emit.ts";
import type { Flow, Transition } from "./flow.ts";
import type { Model } from "./model.ts";

/** Names of the words of a state: "s0, s1". */
export function wordNames(model: Model, prefix: string): string[] {
	return Array.from(
		{ length: model.layout.words },
		(_, index) => `${prefix}${index}`,
	);
}

/** `let s0 = S[i], s1 = S[i + 1];` */
export function loadWords(
	model: Model,
	prefix: string,
	array: string,
	at: string,
): string {
	const words = wordNames(model, prefix).map(
		(name, index) => `${name} = ${array}[${at} + ${index}]`,
	);
	return `let ${words.join(", ")};`;
}

export function storeWords(
	model: Model,
	prefix: string,
	array: string,
	at: string,
): string {
	return wordNames(model, prefix)
		.map((name, index) => `${array}[${at} + ${index}] = ${name};`)
		.join(" ");
}

export function guardCode(model: Model, transition: Transition): string {
	return transition.guard === null
		? "true"
		: emitTruth(transition.guard, model.layout, "s");
}

/** Computes `n…` from `s…` (declared by the caller) and sets `bad`. */
export function effectCode(model: Model, transition: Transition): string {
	const location = model.layout.locations[transition.actor];
	if (location === undefined) throw new Error("no such actor");
	return [
		wordNames(model, "n")
			.map((name, index) => `${name} = s${index};`)
			.join(" "),
		emitEffects(
			transition.effects,
			transition,
			model.layout,
			model.failureNumbers,
		),
		transition.from === transition.to
			? ""
			: emitStore(location, `${transition.to}`),
	].join("\n");
}

/** Whether the code of a step can set `bad`. */
export function canFail(code: string): boolean {
	return code.includes("bad = ");
}

/** A `switch` over the location of an actor; locations without a case do nothing. */
export function switchLocation(
	model: Model,
	flow: Flow,
	actor: number,
	caseCode: (transitions: readonly Transition[], location: number) => string,
): string {
	const field = model.layout.locations[actor];
	if (field === undefined) throw new Error("no such actor");
	const cases = flow.locations
		.map((transitions, location) =>
			transitions.length === 0
				? ""
				: `case ${location}: {\n${caseCode(transitions, location)}\nbreak;\n}`,
		)
		.filter((text) => text !== "");
	return `switch (${readField(field, "s")}) {\n${cases.join("\n")}\n}`;
}
