// What must be able to happen, or go on for ever.
//
// Two questions over the whole state graph. Possible: from every state a state with some condition can be reached.
// Starvation: there is a cycle in which an actor waits and can never go on, although everybody else is treated fairly
// (whoever could go on all the time does go on). Fairness is the weak one: a waiting actor that is let in now and then,
// but always finds others quicker, is not reported.

import { emitTruth } from "../compile/emit.ts";
import type { Machine } from "../compile/machine.ts";
import { loadWords } from "../compile/step-code.ts";
import type { Condition } from "../language/scenario.ts";
import { componentsOf } from "./components.ts";
import { runToState, type StateGraph, stateGraphOf } from "./state-graph.ts";

export type LivenessFinding =
	| { kind: "impossible"; condition: string; run: number[] }
	| {
			kind: "starvation";
			actor: string;
			/** Run to the cycle. */
			run: number[];
			/** Once round the cycle. */
			cycle: number[];
	  };

export interface LivenessResult {
	findings: LivenessFinding[];
	states: number;
	/** False: the bound was met, and nothing is promised. */
	complete: boolean;
}

function predicate(machine: Machine, condition: Condition) {
	const { model } = machine;
	const source = `return (S, i) => {\n${loadWords(model, "s", "S", "i")}\nreturn ${emitTruth(condition.holds, model.layout, "s")};\n};`;
	return new Function(source)() as (state: Int32Array, at: number) => boolean;
}

/** States from which a state in `goal` can be reached. */
export function canReach(graph: StateGraph, goal: Uint8Array): Uint8Array {
	const reach = goal.slice();
	for (let changed = true; changed; ) {
		changed = false;
		for (let state = graph.table.count - 1; state >= 0; state--) {
			if (reach[state] === 1) continue;
			for (
				let edge = graph.first[state] ?? 0;
				edge < (graph.first[state + 1] ?? 0);
				edge++
			)
				if (reach[graph.target[edge] ?? 0] === 1) {
					reach[state] = 1;
					changed = true;
					break;
				}
		}
	}
	return reach;
}

function impossible(
	graph: StateGraph,
	condition: Condition,
): LivenessFinding | null {
	const { table, machine } = graph;
	const holds = predicate(machine, condition);
	const goal = Uint8Array.from({ length: table.count }, (_, state) =>
		holds(table.keys, state * machine.words) ? 1 : 0,
	);
	const lost = canReach(graph, goal).indexOf(0);
	return lost < 0
		? null
		: {
				kind: "impossible",
				condition: condition.name,
				run: runToState(graph, lost),
			};
}

function isEnabled(graph: StateGraph, actor: number, state: number): boolean {
	const { machine, table } = graph;
	return machine.next(actor, table.keys, state * machine.words, -1) >= 0;
}

/** Whether the actor is at a place with steps, so that being held up there is waiting. */
function isWaiting(graph: StateGraph, actor: number, state: number): boolean {
	const { machine, table } = graph;
	const field = machine.model.layout.locations[actor];
	const word = table.keys[state * machine.words + (field?.word ?? 0)] ?? 0;
	const location =
		(word >>> (field?.shift ?? 0)) & (2 ** (field?.bits ?? 0) - 1);
	const steps = machine.model.flows[actor]?.locations[location] ?? [];
	const mayEnd = machine.model.flows[actor]?.mayEnd[location] ?? null;
	return steps.length > 0 && mayEnd === null && !isEnabled(graph, actor, state);
}

/** Edges of a component that stay inside it. */
function innerEdges(graph: StateGraph, inside: ReadonlySet<number>): number[] {
	return [...inside].flatMap((state) => {
		const edges: number[] = [];
		for (
			let edge = graph.first[state] ?? 0;
			edge < (graph.first[state + 1] ?? 0);
			edge++
		)
			if (inside.has(graph.target[edge] ?? -1)) edges.push(edge);
		return edges;
	});
}

/** Whether going round the component can be fair to everybody but the waiting actor. */
function isFair(
	graph: StateGraph,
	states: readonly number[],
	edges: readonly number[],
	waiting: number,
): boolean {
	const moving = new Set(
		edges.map(
			(edge) =>
				graph.machine.model.transitions[graph.transition[edge] ?? 0]?.actor,
		),
	);
	return graph.machine.model.flows.every(
		(_, actor) =>
			actor === waiting ||
			moving.has(actor) ||
			states.some((state) => !isEnabled(graph, actor, state)),
	);
}

/** A walk from one state to another inside a component, as edges. */
function walk(
	graph: StateGraph,
	from: number,
	to: number,
	inside: ReadonlySet<number>,
): number[] {
	const cameBy = new Map<number, number>();
	const queue = [from];
	const origin = new Map<number, number>();
	for (const state of queue) {
		if (state === to && (state !== from || queue.length > 1)) break;
		for (
			let edge = graph.first[state] ?? 0;
			edge < (graph.first[state + 1] ?? 0);
			edge++
		) {
			const next = graph.target[edge] ?? -1;
			if (!inside.has(next) || cameBy.has(next)) continue;
			cameBy.set(next, edge);
			origin.set(next, state);
			queue.push(next);
		}
	}
	const edges: number[] = [];
	for (let state = to; state !== from; state = origin.get(state) ?? from)
		edges.unshift(cameBy.get(state) ?? 0);
	return edges;
}

/** Once round: every edge of an actor that moves in the component is taken at least once. */
function roundTrip(
	graph: StateGraph,
	inside: ReadonlySet<number>,
	edges: readonly number[],
): { start: number; cycle: number[] } {
	const sources = new Map<number, number>();
	for (const state of inside)
		for (
			let edge = graph.first[state] ?? 0;
			edge < (graph.first[state + 1] ?? 0);
			edge++
		)
			sources.set(edge, state);
	const wanted = new Map<number, number>();
	for (const edge of edges)
		wanted.set(
			graph.machine.model.transitions[graph.transition[edge] ?? 0]?.actor ?? 0,
			edge,
		);
	const [first] = wanted.values();
	const start = sources.get(first ?? 0) ?? 0;
	const tour: number[] = [];
	let at = start;
	for (const edge of wanted.values()) {
		tour.push(...walk(graph, at, sources.get(edge) ?? 0, inside), edge);
		at = graph.target[edge] ?? 0;
	}
	if (at !== start) tour.push(...walk(graph, at, start, inside));
	return { start, cycle: tour.map((edge) => graph.transition[edge] ?? 0) };
}

function starvation(graph: StateGraph, actor: number): LivenessFinding | null {
	const { table, machine } = graph;
	const waits = Uint8Array.from({ length: table.count }, (_, state) =>
		isWaiting(graph, actor, state) ? 1 : 0,
	);
	const components = componentsOf(
		{
			states: table.count,
			successors: (state) =>
				graph.target.slice(graph.first[state], graph.first[state + 1]),
		},
		(state) => waits[state] === 1,
	);
	for (const states of components) {
		const inside = new Set(states);
		const edges = innerEdges(graph, inside);
		if (edges.length === 0 || !isFair(graph, states, edges, actor)) continue;
		const { start, cycle } = roundTrip(graph, inside, edges);
		return {
			kind: "starvation",
			actor: machine.model.flows[actor]?.actor ?? "",
			run: runToState(graph, start),
			cycle,
		};
	}
	return null;
}

/** Checks what must stay possible and who can be left waiting for ever. */
export function checkLiveness(
	machine: Machine,
	mostStates?: number,
): LivenessResult {
	const graph = stateGraphOf(machine, mostStates);
	const { scenario, flows } = machine.model;
	const findings = graph.complete
		? [
				...scenario.alwaysPossible.map((one) => impossible(graph, one)),
				...flows.map((_, actor) => starvation(graph, actor)),
			].filter((finding) => finding !== null)
		: [];
	return { findings, states: graph.table.count, complete: graph.complete };
}
