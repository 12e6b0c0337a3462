// The run that is being executed: its states, its events, and which event happens before which.
//
// Sets of events are bit masks of `masks` words. An event is a position in the run; its happens-before is program
// order and dependency, transitively.

import type { Machine } from "../compile/machine.ts";
import type { Dependency } from "./dependency.ts";

export interface Run {
	machine: Machine;
	dependency: Dependency;
	actorOf: Int32Array;
	depth: number;
	masks: number;
	capacity: number;
	/** State before event d at d * words; the current one at depth * words. */
	states: Int32Array;
	/** Transition of each event. */
	events: Int32Array;
	/** A number that no other event of any run has: tells whether a position still holds the same event. */
	stamps: Float64Array;
	nextStamp: number;
	/** Events that happen before event d, at d * masks. */
	before: Int32Array;
	/** Events that happen after event d. */
	after: Int32Array;
	/** Events of each actor. */
	ofActor: Int32Array;
	/** Immediate predecessors of other actors, latest first, as found by the last `push` or `precede`. */
	racing: Int32Array;
	racingCount: number;
	covered: Int32Array;
}

const firstCapacity = 64;

export function newRun(machine: Machine, dependency: Dependency): Run {
	const masks = firstCapacity / 32;
	const run: Run = {
		machine,
		dependency,
		actorOf: Int32Array.from(
			machine.model.transitions,
			(transition) => transition.actor,
		),
		depth: 0,
		masks,
		capacity: firstCapacity,
		states: new Int32Array((firstCapacity + 1) * machine.words),
		events: new Int32Array(firstCapacity),
		stamps: new Float64Array(firstCapacity),
		nextStamp: 1,
		before: new Int32Array(firstCapacity * masks),
		after: new Int32Array(firstCapacity * masks),
		ofActor: new Int32Array(machine.actors * masks),
		racing: new Int32Array(firstCapacity),
		racingCount: 0,
		covered: new Int32Array(masks),
	};
	run.states.set(machine.initial);
	return run;
}

function widened(old: Int32Array, from: number, to: number): Int32Array {
	const rows = old.length / from;
	const wide = new Int32Array(Math.max(rows, 1) * to);
	for (let row = 0; row < rows; row++)
		wide.set(old.subarray(row * from, (row + 1) * from), row * to);
	return wide;
}

function longer<T extends Int32Array | Float64Array>(old: T, size: number): T {
	const copy =
		old instanceof Int32Array ? new Int32Array(size) : new Float64Array(size);
	copy.set(old);
	return copy as T;
}

/** Doubles the number of events a run can have. */
function grow(run: Run): void {
	const masks = run.masks * 2;
	const capacity = masks * 32;
	run.before = longer(widened(run.before, run.masks, masks), capacity * masks);
	run.after = longer(widened(run.after, run.masks, masks), capacity * masks);
	run.ofActor = widened(run.ofActor, run.masks, masks);
	run.states = longer(run.states, (capacity + 1) * run.machine.words);
	run.events = longer(run.events, capacity);
	run.stamps = longer(run.stamps, capacity);
	run.racing = longer(run.racing, capacity);
	run.covered = new Int32Array(masks);
	run.masks = masks;
	run.capacity = capacity;
}

export function hasBit(mask: Int32Array, at: number, bit: number): boolean {
	return ((mask[at + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) !== 0;
}

/** Adds an event and all that happens before it to `run.covered`. */
function cover(run: Run, event: number): void {
	const { masks, covered, before } = run;
	for (let w = 0; w < masks; w++)
		covered[w] = (covered[w] ?? 0) | (before[event * masks + w] ?? 0);
	covered[event >>> 5] = (covered[event >>> 5] ?? 0) | (1 << (event & 31));
}

/**
 * Sets `run.covered` to all that would happen before a step of `actor` taken now, and `run.racing` to the immediate
 * predecessors among other actors. The step depends on the rows of `table` that start at `rows`.
 */
export function precede(
	run: Run,
	actor: number,
	rows: readonly number[] | Int32Array,
): void {
	const { events, actorOf, covered, dependency, racing } = run;
	const { table } = dependency;
	run.racingCount = 0;
	covered.fill(0);
	for (let w = (run.depth + 31) >>> 5; w-- > 0; ) {
		const left = run.depth - w * 32;
		let open = left >= 32 ? -1 : (1 << left) - 1;
		open &= ~(covered[w] ?? 0);
		while (open !== 0) {
			const bit = 31 - Math.clz32(open);
			const event = w * 32 + bit;
			open ^= 1 << bit;
			const transition = events[event] ?? 0;
			let dependent = false;
			for (let r = 0; r < rows.length && !dependent; r++)
				dependent = table[(rows[r] ?? 0) + transition] === 1;
			if (!dependent) continue;
			cover(run, event);
			open &= ~(covered[w] ?? 0);
			if (actorOf[transition] !== actor) racing[run.racingCount++] = event;
		}
	}
}

const oneRow = new Int32Array(1);

/** Takes a transition; returns 0 or the number of the failure. Leaves its races in `run.racing`. */
export function push(run: Run, transition: number): number {
	if (run.depth === run.capacity) grow(run);
	const { depth, masks, machine, covered, before, after, ofActor } = run;
	const actor = run.actorOf[transition] ?? 0;
	oneRow[0] = transition * run.dependency.transitions;
	precede(run, actor, oneRow);
	const bit = 1 << (depth & 31);
	const word = depth >>> 5;
	for (let w = 0; w < masks; w++) {
		const mask = covered[w] ?? 0;
		before[depth * masks + w] = mask;
		after[depth * masks + w] = 0;
		for (let open = mask; open !== 0; open &= open - 1) {
			const at = (w * 32 + 31 - Math.clz32(open & -open)) * masks + word;
			after[at] = (after[at] ?? 0) | bit;
		}
	}
	const mine = actor * masks + word;
	ofActor[mine] = (ofActor[mine] ?? 0) | bit;
	run.events[depth] = transition;
	run.stamps[depth] = run.nextStamp++;
	const from = depth * machine.words;
	run.depth = depth + 1;
	return machine.fire(
		transition,
		run.states,
		from,
		run.states,
		from + machine.words,
	);
}

/** Takes back the last event. */
export function pop(run: Run): void {
	const depth = --run.depth;
	const { masks, before, after, ofActor } = run;
	const bit = 1 << (depth & 31);
	const word = depth >>> 5;
	for (let w = 0; w < masks; w++)
		for (
			let open = before[depth * masks + w] ?? 0;
			open !== 0;
			open &= open - 1
		) {
			const at = (w * 32 + 31 - Math.clz32(open & -open)) * masks + word;
			after[at] = (after[at] ?? 0) & ~bit;
		}
	const mine = (run.actorOf[run.events[depth] ?? 0] ?? 0) * masks + word;
	ofActor[mine] = (ofActor[mine] ?? 0) & ~bit;
}

/** The next enabled transition of an actor in the current state, or -1. */
export function nextHere(run: Run, actor: number, after: number): number {
	return run.machine.next(
		actor,
		run.states,
		run.depth * run.machine.words,
		after,
	);
}
