// Breadth-first search over packed states with exact keys: the verdict, all counts, and the shortest failing run.
//
// Only the current and the next level of the search are kept besides the visited set. A failing run is found by a
// second search that keeps its levels, and going back through them.

import type { Machine } from "../compile/machine.ts";
import type { Model } from "../compile/model.ts";
import {
	type SearchKernel,
	searchKernelFrom,
	searchKernelSource,
	tally,
} from "../compile/search-kernel.ts";
import type { Engine, Finding, Limits, Verdict } from "./verdict.ts";

/** Successors are made and looked up in portions of this many states. */
const portion = 512;

export interface Sweep {
	states: number;
	transitions: number;
	/** Failing transitions and failing states. */
	failing: number;
	ends: number;
	/** Number of the first failure met, 0 for none. */
	failure: number;
	/** Steps to the state in which it was met. */
	depth: number;
	/** Transition that failed, -1 if the state itself did. */
	transition: number;
	/** The state in which it was met. */
	at: Int32Array | null;
	/** Why the search ended early, or null. */
	stopped: string | null;
	bytes: number;
	/** Entries of the visited set. */
	entries: number;
}

export interface SweepOptions {
	/** End with the level on which the first failure is met (shortest run), or count on. */
	stopAtFailure: boolean;
	limits: Limits;
	/** Called with each level before it is expanded. */
	onLevel?: (states: Int32Array, length: number) => void;
}

interface Search {
	kernel: SearchKernel;
	visited: Int32Array;
	mask: number;
	current: Int32Array;
	next: Int32Array;
	out: Int32Array;
	moved: Uint8Array;
	counts: Int32Array;
}

function newSearch(machine: Machine, kernel: SearchKernel): Search {
	const { words } = kernel;
	const widest = machine.model.flows.reduce(
		(sum, flow) =>
			sum + Math.max(0, ...flow.locations.map((list) => list.length)),
		0,
	);
	const entries = 1 << 11;
	return {
		kernel,
		visited: new Int32Array(entries * kernel.entryWords),
		mask: entries - 1,
		current: new Int32Array(portion * words),
		next: new Int32Array(portion * words),
		out: new Int32Array(portion * words * Math.max(1, widest)),
		moved: new Uint8Array(portion),
		counts: new Int32Array(tally.length),
	};
}

function bytesOf(search: Search): number {
	return (
		search.visited.byteLength +
		search.current.byteLength +
		search.next.byteLength +
		search.out.byteLength
	);
}

/** Words set to 0, or null where the machine has no memory for them. */
function allocate(words: number): Int32Array | null {
	try {
		return new Int32Array(words);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** Makes room for `more` states in the visited set and at `at` in the next level; says why if it may not. */
function makeRoom(
	search: Search,
	more: number,
	at: number,
	limits: Limits,
): string | null {
	const { kernel } = search;
	const needed = (search.counts[tally.entries] ?? 0) + more;
	if (needed * 3 > (search.mask + 1) * 2) {
		const entries = (search.mask + 1) * (search.mask < 1 << 18 ? 4 : 2);
		const bytes = entries * kernel.entryWords * 4;
		if (limits.bytes !== undefined && bytes + bytesOf(search) > limits.bytes)
			return `the visited set would need ${bytes} bytes more, the bound is ${limits.bytes}`;
		const visited = allocate(entries * kernel.entryWords);
		if (visited === null) return `no memory for ${bytes} bytes more`;
		kernel.rehash(search.visited, visited, entries - 1);
		search.visited = visited;
		search.mask = entries - 1;
	}
	if (at + more * kernel.words > search.next.length) {
		const size = Math.max(at + more * kernel.words, search.next.length * 2);
		if (limits.bytes !== undefined && size * 4 + bytesOf(search) > limits.bytes)
			return `the next level would need ${size * 4} bytes more, the bound is ${limits.bytes}`;
		const grown = allocate(size);
		if (grown === null) return `no memory for ${size * 4} bytes more`;
		grown.set(search.next.subarray(0, at));
		search.next = grown;
	}
	return null;
}

function emptySweep(): Sweep {
	return {
		states: 0,
		transitions: 0,
		failing: 0,
		ends: 0,
		failure: 0,
		depth: 0,
		transition: -1,
		at: null,
		stopped: null,
		bytes: 0,
		entries: 0,
	};
}

/** Expands the current level into the next; returns the length of the next one in words. */
function sweepLevel(
	search: Search,
	result: Sweep,
	length: number,
	depth: number,
	limits: Limits,
): number {
	const { kernel, counts } = search;
	const { words } = kernel;
	let at = 0;
	for (let from = 0; from < length; from += portion * words) {
		const to = Math.min(length, from + portion * words);
		const made = kernel.expand(
			search.current,
			from,
			to,
			search.out,
			search.moved,
			counts,
		);
		result.transitions += made / words;
		if ((counts[tally.failure] ?? 0) !== 0 && result.failure === 0)
			noteFailure(result, search, depth);
		result.stopped = makeRoom(search, made / words, at, limits);
		if (result.stopped !== null) break;
		at = kernel.insert(
			search.out,
			made,
			search.visited,
			search.mask,
			search.next,
			at,
			counts,
		);
	}
	return at;
}

/** Visits every reachable state once. */
export function sweep(
	machine: Machine,
	kernel: SearchKernel,
	options: SweepOptions,
): Sweep {
	const search = newSearch(machine, kernel);
	const { counts } = search;
	const { words } = kernel;
	const { limits } = options;
	const result = emptySweep();
	const start = machine.initial.slice();
	kernel.canonical(start, 0);
	const { visited, mask, next } = search;
	let length = kernel.insert(start, words, visited, mask, next, 0, counts);
	for (let depth = 0; length > 0 && result.stopped === null; depth++) {
		result.states += length / words;
		if (result.failure !== 0 && options.stopAtFailure) break;
		if (result.states > (limits.states ?? Number.POSITIVE_INFINITY)) {
			result.stopped = `more than ${limits.states} states`;
			break;
		}
		[search.current, search.next] = [search.next, search.current];
		options.onLevel?.(search.current, length);
		length = sweepLevel(search, result, length, depth, limits);
	}
	result.failing = counts[tally.failing] ?? 0;
	result.ends = counts[tally.ends] ?? 0;
	result.bytes = bytesOf(search);
	result.entries = counts[tally.entries] ?? 0;
	return result;
}

function noteFailure(result: Sweep, search: Search, depth: number): void {
	const { counts, kernel } = search;
	const state = counts[tally.state] ?? 0;
	result.failure = counts[tally.failure] ?? 0;
	result.transition = counts[tally.transition] ?? -1;
	result.depth = depth;
	result.at = search.current.slice(state, state + kernel.words);
}

/** The transition that leads from one state to another, up to equal actors, or -1; `scratch` is the state it leads to. */
function transitionBetween(
	machine: Machine,
	kernel: SearchKernel,
	from: Int32Array,
	at: number,
	to: Int32Array,
	scratch: Int32Array,
): number {
	const form = new Int32Array(kernel.words);
	for (let actor = 0; actor < machine.actors; actor++)
		for (
			let id = machine.next(actor, from, at, -1);
			id >= 0;
			id = machine.next(actor, from, at, id)
		) {
			machine.fire(id, from, at, scratch, 0);
			form.set(scratch);
			kernel.canonical(form, 0);
			if (to.every((word, index) => word === form[index])) return id;
		}
	return -1;
}

/** States from the start to the one that a sweep noted, found by going back through its levels. */
function pathTo(
	machine: Machine,
	kernel: SearchKernel,
	found: Sweep,
): Int32Array[] {
	const { words } = kernel;
	const levels: Int32Array[] = [];
	if (found.at === null) throw new Error("the sweep found nothing");
	sweep(machine, kernel, {
		stopAtFailure: true,
		limits: {},
		onLevel: (states, length) => levels.push(states.slice(0, length)),
	});
	const scratch = new Int32Array(words);
	const path: Int32Array[] = [found.at];
	for (let depth = found.depth - 1; depth >= 0; depth--) {
		const level = levels[depth] ?? new Int32Array(0);
		const target = path[0] ?? found.at;
		let at = 0;
		while (
			at < level.length &&
			transitionBetween(machine, kernel, level, at, target, scratch) < 0
		)
			at += words;
		if (at >= level.length)
			throw new Error("a state of the search has no predecessor");
		path.unshift(level.slice(at, at + words));
	}
	return path;
}

/** A shortest run from the start through the states of a path; with equal actors, as they really move. */
function runAlong(
	machine: Machine,
	kernel: SearchKernel,
	path: readonly Int32Array[],
): { run: number[]; state: Int32Array } {
	let state = machine.initial.slice();
	const run = path.slice(1).map((target) => {
		const next = new Int32Array(kernel.words);
		const id = transitionBetween(machine, kernel, state, 0, target, next);
		if (id < 0) throw new Error("a path that cannot be gone");
		state = next;
		return id;
	});
	return { run, state };
}

/** A transition of the model that fails at a state, whoever of several equal actors takes it. */
function failingStep(
	machine: Machine,
	state: Int32Array,
	message: string,
): { id: number; failure: number } {
	const scratch = new Int32Array(machine.words);
	for (let actor = 0; actor < machine.actors; actor++)
		for (
			let id = machine.next(actor, state, 0, -1);
			id >= 0;
			id = machine.next(actor, state, 0, id)
		) {
			const failure = machine.fire(id, state, 0, scratch, 0);
			if (machine.model.failures[failure - 1]?.message === message)
				return { id, failure };
		}
	throw new Error("the failing step cannot be taken");
}

/** The finding a sweep noted, with its run. */
export function findingOf(
	machine: Machine,
	kernel: SearchKernel,
	found: Sweep,
): Finding {
	const { failures } = machine.model;
	const failure = failures[found.failure - 1];
	if (failure === undefined) throw new Error("unknown failure");
	const path = pathTo(machine, kernel, found);
	const { run, state } = runAlong(machine, kernel, path);
	if (found.transition < 0) return { failure, schedule: { transitions: run } };
	const last = failingStep(machine, state, failure.message);
	return {
		failure: failures[last.failure - 1] ?? failure,
		schedule: { transitions: [...run, last.id] },
	};
}

export function kernelOf(model: Model): SearchKernel {
	return searchKernelFrom(searchKernelSource(model));
}

export const breadthFirst: Engine = {
	name: "breadth-first",
	exhaustive: true,
	explore(machine, limits = {}): Verdict {
		const kernel = kernelOf(machine.model);
		const started = performance.now();
		const found = sweep(machine, kernel, { stopAtFailure: true, limits });
		const counts = {
			states: found.states,
			transitions: found.transitions,
			runs: 0,
			elapsedMs: performance.now() - started,
		};
		if (found.failure !== 0)
			return {
				kind: "fails",
				finding: findingOf(machine, kernel, found),
				counts,
			};
		return found.stopped === null
			? { kind: "holds", counts }
			: { kind: "stopped", because: found.stopped, counts };
	},
};
