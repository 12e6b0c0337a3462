// What the reading of one function asks of its unit, and a record of it: as long as the answers stay the same, what was
// read stays true, however the unit has grown.

import type { StructDefinition } from "#csource/source-file.ts";
import type { FunctionModel } from "./function-model.ts";

export interface Lookup<Value> {
	get(key: string): Value | undefined;
	has(key: string): boolean;
}

/** A unit as far as one function can depend on it. */
export interface UnitNames {
	readonly functions: Lookup<FunctionModel>;
	readonly structs: Lookup<StructDefinition>;
	readonly handlers: Lookup<readonly string[]>;
	readonly resolve: (name: string) => string;
}

/** The questions that were asked of a unit, with the answers. */
export interface Answers {
	readonly functions: ReadonlyMap<string, FunctionModel | undefined>;
	readonly structs: ReadonlyMap<string, StructDefinition | undefined>;
	readonly handlers: ReadonlyMap<string, readonly string[] | undefined>;
	readonly resolved: ReadonlyMap<string, string>;
}

/** The unit, and what is asked of it from now on. */
export function recordAnswers(unit: UnitNames): {
	readonly names: UnitNames;
	readonly answers: Answers;
} {
	const functions = new RecordingLookup(unit.functions);
	const structs = new RecordingLookup(unit.structs);
	const handlers = new RecordingLookup(unit.handlers);
	const resolved = new Map<string, string>();
	const resolve = (name: string): string => {
		let target = resolved.get(name);
		if (target === undefined) {
			target = unit.resolve(name);
			resolved.set(name, target);
		}
		return target;
	};
	return {
		names: { functions, structs, handlers, resolve },
		answers: {
			functions: functions.answers,
			structs: structs.answers,
			handlers: handlers.answers,
			resolved,
		},
	};
}

/** Whether a unit answers the same questions in the same way. */
export function givesSameAnswers(unit: UnitNames, answers: Answers): boolean {
	for (const [name, answer] of answers.functions)
		if (unit.functions.get(name) !== answer) return false;
	for (const [name, answer] of answers.resolved)
		if (unit.resolve(name) !== answer) return false;
	for (const [tag, answer] of answers.structs)
		if (unit.structs.get(tag) !== answer) return false;
	for (const [field, answer] of answers.handlers)
		if (!areSame(unit.handlers.get(field), answer)) return false;
	return true;
}

function areSame(
	a: readonly string[] | undefined,
	b: readonly string[] | undefined,
): boolean {
	if (a === undefined || b === undefined) return a === b;
	return a.length === b.length && a.every((name, index) => name === b[index]);
}

class RecordingLookup<Value> implements Lookup<Value> {
	readonly answers = new Map<string, Value | undefined>();
	private readonly asked: Lookup<Value>;

	constructor(asked: Lookup<Value>) {
		this.asked = asked;
	}

	get(key: string): Value | undefined {
		const known = this.answers.get(key);
		if (known !== undefined || this.answers.has(key)) return known;
		const answer = this.asked.get(key);
		this.answers.set(key, answer);
		return answer;
	}

	has(key: string): boolean {
		return this.get(key) !== undefined;
	}
}
