// Which transitions depend on each other: the same actor's, and those where one writes what the other touches.
//
// Errs to the dependent side: conditional effects count as done. That costs classes, never misses one.

import { type Access, accessOf } from "../compile/access.ts";
import { factsOf, type LocationFacts, ownCells } from "../compile/location.ts";
import type { Model } from "../compile/model.ts";

export interface Dependency {
	transitions: number;
	/** 1 at a * transitions + b if a and b depend on each other. */
	table: Uint8Array;
	/** By actor and location. */
	facts: LocationFacts[][];
	/** 1 for a transition that the actor may take or leave for another one: a free choice. */
	isChoice: Uint8Array;
}

function overlap<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
	for (const element of a) if (b.has(element)) return true;
	return false;
}

/**
 * `exact`: a step touches what the outcome it takes touches (a failed trylock only reads).
 * `declared`: a step touches what any outcome at its location would; more classes, for comparison with explorers that
 * know no better.
 */
export type Outcomes = "exact" | "declared";

/**
 * What a transition touches. Where two transitions of a location can be enabled at once, each of them touches what any
 * of them does: whoever enables another choice, or races with it, must not count as independent of this one.
 */
function accesses(
	model: Model,
	facts: LocationFacts[][],
	outcomes: Outcomes,
): Access[] {
	return model.transitions.map((transition) => {
		const { actor, from } = transition;
		const access = accessOf(transition);
		const others = model.flows[actor]?.locations[from] ?? [];
		if (outcomes === "exact" && facts[actor]?.[from]?.exclusive) return access;
		for (const other of others) {
			const { reads, writes } = accessOf(other);
			for (const cell of reads) access.reads.add(cell);
			for (const cell of writes) access.writes.add(cell);
		}
		return access;
	});
}

export function dependencyOf(
	model: Model,
	outcomes: Outcomes = "exact",
): Dependency {
	const own = ownCells(model.flows);
	const facts = model.flows.map((flow, actor) =>
		flow.locations.map((list) => factsOf(list, own[actor] ?? new Set())),
	);
	const count = model.transitions.length;
	const touched = accesses(model, facts, outcomes);
	const table = new Uint8Array(count * count);
	for (let a = 0; a < count; a++)
		for (let b = 0; b <= a; b++) {
			const [one, other] = [touched[a], touched[b]];
			if (one === undefined || other === undefined) continue;
			const dependent =
				model.transitions[a]?.actor === model.transitions[b]?.actor ||
				overlap(one.writes, other.writes) ||
				overlap(one.writes, other.reads) ||
				overlap(one.reads, other.writes);
			if (dependent) table[a * count + b] = table[b * count + a] = 1;
		}
	const isChoice = Uint8Array.from(model.transitions, ({ actor, from }) =>
		facts[actor]?.[from]?.exclusive === false ? 1 : 0,
	);
	return { transitions: count, table, facts, isChoice };
}
