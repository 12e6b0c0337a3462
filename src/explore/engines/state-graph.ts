// The whole state graph, kept: for questions about paths and cycles, which a search that forgets cannot answer.

import type { Machine } from "../compile/machine.ts";
import { numberOf, type StateTable, stateTable } from "./state-table.ts";

export interface StateGraph {
	machine: Machine;
	table: StateTable;
	/** Edges of state n are at first[n] … first[n + 1] - 1. */
	first: number[];
	target: number[];
	transition: number[];
	/** Edge by which each state was first reached, -1 for the start. */
	reachedBy: number[];
	/** Whether `mostStates` cut it off. */
	complete: boolean;
}

/** Numbers the reachable states breadth first. Failing steps are not taken. */
export function stateGraphOf(
	machine: Machine,
	mostStates = 5_000_000,
): StateGraph {
	const table = stateTable(machine.words);
	const graph: StateGraph = {
		machine,
		table,
		first: [0],
		target: [],
		transition: [],
		reachedBy: [-1],
		complete: true,
	};
	const scratch = new Int32Array(machine.words);
	numberOf(table, machine.initial, 0);
	for (let state = 0; state < table.count; state++) {
		if (table.count > mostStates) {
			graph.complete = false;
			break;
		}
		for (let actor = 0; actor < machine.actors; actor++)
			for (let id = -1; ; ) {
				// The table may move its keys while it grows.
				const at = state * machine.words;
				id = machine.next(actor, table.keys, at, id);
				if (id < 0) break;
				if (machine.fire(id, table.keys, at, scratch, 0) !== 0) continue;
				const known = table.count;
				const next = numberOf(table, scratch, 0);
				if (next === known) graph.reachedBy.push(graph.target.length);
				graph.target.push(next);
				graph.transition.push(id);
			}
		graph.first.push(graph.target.length);
	}
	return graph;
}

/** State an edge leaves. */
export function sourceOf(graph: StateGraph, edge: number): number {
	let low = 0;
	let high = graph.first.length - 1;
	while (low + 1 < high) {
		const middle = (low + high) >> 1;
		if ((graph.first[middle] ?? 0) <= edge) low = middle;
		else high = middle;
	}
	return low;
}

/** A shortest run to a state. */
export function runToState(graph: StateGraph, state: number): number[] {
	const run: number[] = [];
	let current = state;
	for (;;) {
		const edge = graph.reachedBy[current] ?? -1;
		if (edge < 0) return run.reverse();
		run.push(graph.transition[edge] ?? 0);
		current = sourceOf(graph, edge);
	}
}

/** Number of different complete runs; infinite if runs can go round in circles. Exact up to 2^53, then rounded. */
export function interleavings(graph: StateGraph): number {
	const count = graph.table.count;
	const incoming = new Int32Array(count);
	for (const target of graph.target)
		incoming[target] = (incoming[target] ?? 0) + 1;
	const paths = new Float64Array(count);
	paths[0] = 1;
	const ready = incoming[0] === 0 ? [0] : [];
	let done = 0;
	let total = 0;
	for (;;) {
		const state = ready.pop();
		if (state === undefined) break;
		done++;
		const [from, to] = [graph.first[state] ?? 0, graph.first[state + 1] ?? 0];
		if (from === to) total += paths[state] ?? 0;
		for (let edge = from; edge < to; edge++) {
			const next = graph.target[edge] ?? 0;
			paths[next] = (paths[next] ?? 0) + (paths[state] ?? 0);
			incoming[next] = (incoming[next] ?? 0) - 1;
			if (incoming[next] === 0) ready.push(next);
		}
	}
	return done === count ? total : Number.POSITIVE_INFINITY;
}
