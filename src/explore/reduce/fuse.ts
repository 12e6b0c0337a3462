// Fuses a step with the one before it where nobody could see or disturb the moment in between.
//
// A step is fused that touches only cells of its own actor, or cells that only the holder of a lock touches while the
// actor holds it; also one that frees a lock nobody watches. Such a step can always be taken at once and commutes with
// everything the others do meanwhile, so checks, deadlocks and end states stay as they were.
// Source   R. Lipton: "Reduction: a method of proving properties of parallel programs", CACM 18 (1975)
// Left out cells of invariants: a step that writes one is never fused

import { accessOf, cellsIn } from "../compile/access.ts";
import type { Flow, Transition } from "../compile/flow.ts";
import { factsOf, ownCells } from "../compile/location.ts";
import { and, type Cell } from "../language/expression.ts";
import type { Scenario } from "../language/scenario.ts";
import { type Lock, locksOf } from "./lock-discipline.ts";

interface Setting {
	own: ReadonlySet<Cell>[];
	locks: Lock[];
	/** Cells that invariants and possibilities look at between steps. */
	watched: ReadonlySet<Cell>;
}

function isQuiet(transition: Transition, setting: Setting): boolean {
	const { reads, writes } = accessOf(transition);
	const held = setting.locks.filter(
		(lock) => lock.held[transition.actor]?.[transition.from] === true,
	);
	const mine = (cell: Cell): boolean =>
		setting.own[transition.actor]?.has(cell) === true ||
		held.some((lock) => lock.protects.has(cell));
	const freed = (cell: Cell): boolean =>
		held.some((lock) => lock.cell === cell && lock.unobserved);
	for (const cell of writes)
		if (setting.watched.has(cell) || !(mine(cell) || freed(cell))) return false;
	for (const cell of reads) if (!mine(cell)) return false;
	return true;
}

/** A transition followed by another one; null where the second one's guard depends on what the first does. */
function composed(
	first: Transition,
	second: Transition,
): Omit<Transition, "id"> | null {
	const { writes } = accessOf({ guard: null, effects: first.effects });
	if (second.guard !== null)
		for (const cell of cellsIn(second.guard)) if (writes.has(cell)) return null;
	const guards = [first.guard, second.guard].filter((guard) => guard !== null);
	return {
		...first,
		parts: [...first.parts, ...second.parts],
		to: second.to,
		guard: guards.length === 0 ? null : and(...guards),
		effects: [...first.effects, ...second.effects],
	};
}

type Draft = Omit<Transition, "id">;

/** Takes a location out of an actor's graph, if every way into it can be joined with every way out. */
function withoutLocation(
	locations: Draft[][],
	location: number,
): Draft[][] | null {
	const out = locations[location] ?? [];
	if (out.some((transition) => transition.to === location)) return null;
	const result: Draft[][] = [];
	for (const list of locations) {
		const joined: Draft[] = [];
		for (const transition of list) {
			if (transition.to !== location) {
				joined.push(transition);
				continue;
			}
			for (const next of out) {
				const both = composed(transition as Transition, next as Transition);
				if (both === null) return null;
				joined.push(both);
			}
		}
		result.push(joined);
	}
	result[location] = [];
	return result;
}

/** Drops locations that nothing leads to and numbers the rest anew. */
function compacted(
	flow: Flow,
	locations: Draft[][],
): Omit<Flow, "locations"> & {
	locations: Draft[][];
} {
	const number = new Map<number, number>([[0, 0]]);
	const order = [0];
	for (const location of order)
		for (const { to } of locations[location] ?? [])
			if (!number.has(to)) {
				number.set(to, order.length);
				order.push(to);
			}
	return {
		actor: flow.actor,
		mayEnd: order.map((location) => flow.mayEnd[location] ?? null),
		locations: order.map((location) =>
			(locations[location] ?? []).map((transition) => ({
				...transition,
				from: number.get(location) ?? 0,
				to: number.get(transition.to) ?? 0,
			})),
		),
	};
}

function fuseFlow(flow: Flow, setting: Setting) {
	let locations: Draft[][] = flow.locations;
	flow.locations.forEach((list, location) => {
		if (location === 0 || list.length === 0) return;
		if (flow.mayEnd[location] !== null) return;
		if (!list.every((transition) => isQuiet(transition, setting))) return;
		if (!factsOf(list, new Set()).neverHeldUp) return;
		locations = withoutLocation(locations, location) ?? locations;
	});
	return compacted(flow, locations);
}

/** Fuses what can be fused; transitions get new ids, their `parts` say what they were. */
export function fuseQuietSteps(
	scenario: Scenario,
	flows: readonly Flow[],
): Flow[] {
	const watched = new Set<Cell>();
	for (const { holds } of [...scenario.invariants, ...scenario.alwaysPossible])
		cellsIn(holds, watched);
	const setting = { own: ownCells(flows), locks: locksOf(flows), watched };
	let id = 0;
	return flows.map((flow) => {
		const fused = fuseFlow(flow, setting);
		return {
			...fused,
			locations: fused.locations.map((list) =>
				list.map((transition) => ({ ...transition, id: id++ })),
			),
		};
	});
}
