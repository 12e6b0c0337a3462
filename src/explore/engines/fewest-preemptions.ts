// The simplest failing run: fewest preemptions, then fewest actors, then fewest steps, each proven minimal.
//
// A preemption is leaving an actor that could have gone on; most known bugs need at most two ([CHESS08] §3). The
// search is over (state, last actor), level by level in preemptions and within a level in steps, so that the first
// failure it meets has the fewest of both. Fewest actors: the same search for every set of actors, smallest first.

import type { Machine } from "../compile/machine.ts";
import { numberOf, type StateTable, stateTable } from "./state-table.ts";
import type { Engine, Finding, Limits, Verdict } from "./verdict.ts";

/** What was searched with a number of preemptions without meeting a failure, or up to meeting it. */
export interface Level {
	preemptions: number;
	/** Pairs of state and last actor. */
	nodes: number;
}

export interface SimplestRun {
	finding: Finding;
	preemptions: number;
	/** Names of the actors that take part. */
	actors: string[];
	/** The levels below `preemptions` failed to fail with all actors: that is the proof. */
	levels: Level[];
}

/** Adds what else a search must remember to the state, e.g. whether some step has been taken. */
export interface Monitor {
	/** Next value (a small number) when a transition is taken; -1: this transition may not be taken. */
	next(value: number, transition: number): number;
	/** Whether a failure counts in the end. */
	accepts(value: number, failure: number, transition: number): boolean;
}

export interface PreemptionSearch {
	/** Run to the failure, or null if there is none within the bounds. */
	run: number[] | null;
	failure: number;
	preemptions: number;
	levels: Level[];
	/** All runs with at most the preemptions asked for were searched, or a failure was met. */
	exhausted: boolean;
	/** Why not everything was searched. */
	stopped: string | null;
}

export interface PreemptionOptions {
	/** Actors that may move, as a bit mask. */
	actors: number;
	mostPreemptions: number;
	limits: Limits;
	monitor?: Monitor;
}

/** A way to a node that waits for its turn; the cheapest one for a node comes first, later ones are dropped. */
interface Ways {
	/** Number of the node; -1 - failure for a way that ends in a failing step. */
	node: number[];
	/** The way it continues, -1 at the start. */
	parent: number[];
	via: number[];
}

interface Search {
	machine: Machine;
	options: PreemptionOptions;
	/** Keys: state, last actor + 1, monitor. */
	table: StateTable;
	settled: boolean[];
	ways: Ways;
	key: Int32Array;
	/** Ways by number of steps: of this level, and of the level with one preemption more. */
	current: number[][];
	later: number[][];
	found: { run: number[]; failure: number } | null;
}

function enqueue(
	search: Search,
	buckets: number[][],
	steps: number,
	parent: number,
	via: number,
): void {
	const { ways, table, key } = search;
	const node = numberOf(table, key, 0);
	if (search.settled[node]) return;
	search.settled[node] = false;
	ways.parent.push(parent);
	ways.via.push(via);
	const bucket = buckets[steps] ?? [];
	bucket.push(ways.node.push(node) - 1);
	buckets[steps] = bucket;
}

/** A failing step also waits for its turn: it may cost a preemption. */
function enqueueFailure(
	search: Search,
	buckets: number[][],
	steps: number,
	parent: number,
	via: number,
	failure: number,
): void {
	const { ways } = search;
	ways.parent.push(parent);
	ways.via.push(via);
	const bucket = buckets[steps] ?? [];
	bucket.push(ways.node.push(-1 - failure) - 1);
	buckets[steps] = bucket;
}

function runOf(search: Search, way: number): number[] {
	const run: number[] = [];
	for (let at = way; at >= 0; at = search.ways.parent[at] ?? -1) {
		const via = search.ways.via[at] ?? -1;
		if (via >= 0) run.unshift(via);
	}
	return run;
}

function accepts(
	search: Search,
	failure: number,
	transition: number,
	monitor: number,
): boolean {
	return search.options.monitor?.accepts(monitor, failure, transition) ?? true;
}

/** Takes every transition of one actor. */
function takeSteps(
	search: Search,
	way: number,
	steps: number,
	actor: number,
	buckets: number[][],
): void {
	const { machine, table, key, options, ways } = search;
	const { words } = machine;
	const node = ways.node[way] ?? 0;
	const value = table.keys[node * table.width + words + 1] ?? 0;
	for (let id = -1; ; ) {
		// The table may move its keys while it grows.
		const at = node * table.width;
		id = machine.next(actor, table.keys, at, id);
		if (id < 0) return;
		const next = options.monitor?.next(value, id) ?? 0;
		if (next < 0) continue;
		const failure = machine.fire(id, table.keys, at, key, 0);
		if (failure !== 0) {
			if (accepts(search, failure, id, next))
				enqueueFailure(search, buckets, steps + 1, way, id, failure);
			continue;
		}
		key[words] = actor + 1;
		key[words + 1] = next;
		enqueue(search, buckets, steps + 1, way, id);
	}
}

/** Goes on from a way whose turn it is; true if a failure was met. */
function settle(search: Search, way: number, steps: number): boolean {
	const { machine, table, options, ways } = search;
	const { words } = machine;
	const node = ways.node[way] ?? 0;
	const fail = (failure: number): boolean => {
		search.found = { run: runOf(search, way), failure };
		return true;
	};
	if (node < 0) return fail(-1 - node);
	if (search.settled[node]) return false;
	search.settled[node] = true;
	const at = node * table.width;
	const value = table.keys[at + words + 1] ?? 0;
	const broken = machine.broken(table.keys, at);
	if (broken !== 0 && accepts(search, broken, -1, value)) return fail(broken);
	const last = (table.keys[at + words] ?? 0) - 1;
	let enabled = 0;
	for (let actor = 0; actor < machine.actors; actor++)
		if (machine.next(actor, table.keys, at, -1) >= 0) enabled |= 1 << actor;
	if (enabled === 0) {
		const ended = machine.ended(table.keys, at);
		return ended !== 0 && accepts(search, ended, -1, value) && fail(ended);
	}
	const leavingCosts = last >= 0 && (enabled & (1 << last)) !== 0;
	for (let actor = 0; actor < machine.actors; actor++) {
		if ((enabled & options.actors & (1 << actor)) === 0) continue;
		const costs = leavingCosts && actor !== last;
		const buckets = costs ? search.later : search.current;
		takeSteps(search, way, steps, actor, buckets);
	}
	return false;
}

function tooMany(preemptions: number): string {
	return `more than ${preemptions} preemptions`;
}

/** Searches one level after the other, up to `mostPreemptions`. */
export function searchByPreemptions(
	machine: Machine,
	options: PreemptionOptions,
): PreemptionSearch {
	const { words } = machine;
	if (machine.actors > 31)
		throw new Error(
			"the search for fewest preemptions takes at most 31 actors",
		);
	const key = new Int32Array(words + 2);
	key.set(machine.initial);
	const search: Search = {
		machine,
		options,
		table: stateTable(words + 2),
		settled: [],
		ways: { node: [], parent: [], via: [] },
		key,
		current: [],
		later: [],
		found: null,
	};
	enqueue(search, search.current, 0, -1, -1);
	const most = options.limits.states ?? 20_000_000;
	const levels: Level[] = [];
	const outcome = (preemptions: number, stopped: string | null) => ({
		run: search.found?.run ?? null,
		failure: search.found?.failure ?? 0,
		preemptions,
		levels,
		exhausted: stopped === null || stopped === tooMany(preemptions),
		stopped,
	});
	for (let preemptions = 0; ; preemptions++) {
		for (let steps = 0; steps < search.current.length; steps++)
			for (const way of search.current[steps] ?? []) {
				const done = settle(search, way, steps);
				if (!done && search.table.count <= most) continue;
				levels.push({ preemptions, nodes: search.table.count });
				return outcome(preemptions, done ? null : `more than ${most} nodes`);
			}
		levels.push({ preemptions, nodes: search.table.count });
		if (search.later.length === 0) return outcome(preemptions, null);
		if (preemptions === options.mostPreemptions)
			return outcome(preemptions, tooMany(preemptions));
		search.current = search.later;
		search.later = [];
	}
}

/** All sets of actors as bit masks, small ones first. */
function setsOfActors(actors: number): number[] {
	const size = (set: number): number =>
		set === 0 ? 0 : 1 + size(set & (set - 1));
	return Array.from({ length: (1 << actors) - 1 }, (_, n) => n + 1).sort(
		(a, b) => size(a) - size(b) || a - b,
	);
}

/**
 * The simplest failing run, or null if none was found; then `search.stopped` says whether everything was searched. With
 * more than ten actors the number of actors is not made minimal.
 */
export function simplestRun(
	machine: Machine,
	limits: Limits = {},
): { simplest: SimplestRun | null; search: PreemptionSearch } {
	const all = (1 << machine.actors) - 1;
	const search = searchByPreemptions(machine, {
		actors: all,
		mostPreemptions: Number.POSITIVE_INFINITY,
		limits,
	});
	if (search.run === null) return { simplest: null, search };
	const sets = machine.actors <= 10 ? setsOfActors(machine.actors) : [all];
	for (const actors of sets) {
		const fewer = searchByPreemptions(machine, {
			actors,
			mostPreemptions: search.preemptions,
			limits,
		});
		const failure = machine.model.failures[fewer.failure - 1];
		if (fewer.run === null || failure === undefined) continue;
		return {
			simplest: {
				finding: { failure, schedule: { transitions: fewer.run } },
				preemptions: search.preemptions,
				actors: machine.model.flows
					.filter((_, actor) => (actors & (1 << actor)) !== 0)
					.map((flow) => flow.actor),
				levels: search.levels,
			},
			search,
		};
	}
	throw new Error("the run found with all actors was not found again");
}

export const fewestPreemptions: Engine = {
	name: "fewest-preemptions",
	exhaustive: true,
	explore(machine, limits = {}): Verdict {
		const started = performance.now();
		const { simplest, search } = simplestRun(machine, limits);
		const counts = {
			states: search.levels.at(-1)?.nodes ?? 0,
			transitions: 0,
			runs: 0,
			elapsedMs: performance.now() - started,
		};
		if (simplest !== null)
			return { kind: "fails", finding: simplest.finding, counts };
		return search.stopped === null
			? { kind: "holds", counts }
			: { kind: "stopped", because: search.stopped, counts };
	},
};
