// A scenario: a few actors, what they share, and what must never, or always be able to, happen.

import { type Expression, expressionOf, type Operand } from "./expression.ts";
import type { Statement } from "./statement.ts";

export interface Actor {
	name: string;
	program: readonly Statement[];
}

/** A named condition over the cells. */
export interface Condition {
	name: string;
	holds: Expression;
}

export interface Scenario {
	name: string;
	actors: readonly Actor[];
	/** Must hold in every state. */
	invariants: readonly Condition[];
	/** Must hold in every state in which no actor can go on. */
	atEnd: readonly Condition[];
	/** From every state, a state in which this holds must be reachable. */
	alwaysPossible: readonly Condition[];
	/** Whether it is a failure that nobody can go on although somebody has not finished. */
	deadlock: "fails" | "allowed";
	/** Groups of actors (by name) that are equal but for their own cells; checked before it is believed. */
	equalActors: readonly (readonly string[])[];
}

export function actor(name: string, ...program: Statement[]): Actor {
	return { name, program };
}

export function condition(name: string, holds: Operand): Condition {
	return { name, holds: expressionOf(holds) };
}

/** Fills in what a scenario leaves out: no conditions, deadlock is a failure, no two actors are equal. */
export function scenario(
	given: Pick<Scenario, "name" | "actors"> & Partial<Scenario>,
): Scenario {
	const names = new Set(given.actors.map((one) => one.name));
	if (names.size !== given.actors.length)
		throw new Error(`${given.name}: two actors have the same name`);
	return {
		invariants: [],
		atEnd: [],
		alwaysPossible: [],
		deadlock: "fails",
		equalActors: [],
		...given,
	};
}
