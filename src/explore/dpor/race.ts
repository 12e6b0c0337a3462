// Races of a run: pairs (earlier event, later step) that could also have come in the other order.
//
// A step that waits (lock, await) cannot be put right before the event that let it go on; then the latest events
// before which it could have gone on are the ones to reverse. A step whose outcome depends on the state (trylock,
// compare-and-swap) is executed again in its new place to see what it does there.

import { readLocation } from "../compile/model.ts";
import { hasBit, type Run } from "./run.ts";

/**
 * Races as a stack of numbers: event, transition of the reversed step, position and stamp of the witness, sleeper that
 * covered the race at the last analysis (or -1).
 */
export interface RaceStack {
	items: Float64Array;
	length: number;
}

export const raceSize = 5;

export function newRaceStack(): RaceStack {
	return { items: new Float64Array(256 * raceSize), length: 0 };
}

function pushRace(races: RaceStack, event: number, transition: number): void {
	if (races.length + raceSize > races.items.length) {
		const longer = new Float64Array(races.items.length * 2);
		longer.set(races.items);
		races.items = longer;
	}
	races.items[races.length] = event;
	races.items[races.length + 1] = transition;
	races.items[races.length + 2] = -1;
	races.items[races.length + 3] = 0;
	races.items[races.length + 4] = -1;
	races.length += raceSize;
}

/** What the race search needs to know of each location. */
export interface LocationTable {
	/** The only transition of a location where nothing depends on others, or -1. */
	simple: Int32Array[];
	/** Rows of the dependency table for all transitions of a location. */
	rows: Int32Array[][];
}

export function locationTable(run: Run): LocationTable {
	const { flows } = run.machine.model;
	const { facts, transitions } = run.dependency;
	return {
		simple: flows.map((flow, actor) =>
			Int32Array.from(flow.locations, (list, location) =>
				list.length === 1 && facts[actor]?.[location]?.mayBlock === false
					? (list[0]?.id ?? -1)
					: -1,
			),
		),
		rows: flows.map((flow) =>
			flow.locations.map((list) =>
				Int32Array.from(list, ({ id }) => id * transitions),
			),
		),
	};
}

export interface RaceFinder {
	run: Run;
	locations: LocationTable;
	races: RaceStack;
	scratch: Int32Array;
}

export function raceFinder(run: Run): RaceFinder {
	return {
		run,
		locations: locationTable(run),
		races: newRaceStack(),
		scratch: new Int32Array(run.machine.words),
	};
}

/** The state before `event`, then all events up to `end` that do not happen after it; in `scratch`. */
function stateWithout(finder: RaceFinder, event: number, end: number): void {
	const { run, scratch } = finder;
	const { machine, states, before, masks, events } = run;
	const { words } = machine;
	for (let w = 0; w < words; w++) scratch[w] = states[event * words + w] ?? 0;
	for (let k = event + 1; k < end; k++)
		if (!hasBit(before, k * masks, event))
			machine.fire(events[k] ?? 0, scratch, 0, scratch, 0);
}

/**
 * Records a race with `event` for each transition the actor could take instead; false if it would be held up. A choice
 * that does not depend on the event is none: it could be taken after the event as well.
 */
function reverse(
	finder: RaceFinder,
	event: number,
	end: number,
	actor: number,
): boolean {
	stateWithout(finder, event, end);
	const { machine, dependency, events } = finder.run;
	const row = (events[event] ?? 0) * dependency.transitions;
	let any = false;
	for (
		let id = machine.next(actor, finder.scratch, 0, -1);
		id >= 0;
		id = machine.next(actor, finder.scratch, 0, id)
	) {
		if (dependency.table[row + id] === 1) pushRace(finder.races, event, id);
		any = true;
	}
	return any;
}

function dependsOnRows(run: Run, rows: Int32Array, event: number): boolean {
	const { table } = run.dependency;
	const transition = run.events[event] ?? 0;
	for (const row of rows) if (table[row + transition] === 1) return true;
	return false;
}

/** The last event of an actor before `end`, or -1. */
function lastOf(run: Run, actor: number, end: number): number {
	for (let event = end - 1; event >= 0; event--)
		if (run.actorOf[run.events[event] ?? 0] === actor) return event;
	return -1;
}

/**
 * Goes back from an event that cannot be reversed to the latest ones that can: among what happens before it, but not
 * before the actor's own last event, because until then the actor was not where the step is.
 */
function walkBack(
	finder: RaceFinder,
	from: number,
	end: number,
	actor: number,
	rows: Int32Array,
): void {
	const { run } = finder;
	const { before, masks } = run;
	const previous = lastOf(run, actor, end);
	const open = new Int32Array(masks);
	for (let w = 0; w < masks; w++) {
		const past = previous < 0 ? 0 : (before[previous * masks + w] ?? 0);
		const own = previous >>> 5 === w ? 1 << (previous & 31) : 0;
		open[w] = (before[from * masks + w] ?? 0) & ~past & ~own;
	}
	for (let w = masks - 1; w >= 0; w--)
		for (let left = open[w] ?? 0; left !== 0; left = open[w] ?? 0) {
			const bit = 31 - Math.clz32(left);
			open[w] = left ^ (1 << bit);
			const event = w * 32 + bit;
			if (!dependsOnRows(run, rows, event)) continue;
			if (!reverse(finder, event, end, actor)) continue;
			for (let v = 0; v < masks; v++)
				open[v] = (open[v] ?? 0) & ~(before[event * masks + v] ?? 0);
		}
}

/**
 * Records the races of a step of `actor` at position `end` of the run with the events in `run.racing`. For an executed
 * step `end` is its own position; for one that is held up at the end of the run it is the length of the run.
 */
export function findRaces(
	finder: RaceFinder,
	actor: number,
	end: number,
): void {
	const { run, locations } = finder;
	const location = readLocation(
		run.machine.model,
		run.states,
		end * run.machine.words,
		actor,
	);
	const simple = locations.simple[actor]?.[location] ?? -1;
	const rows = locations.rows[actor]?.[location] ?? new Int32Array(0);
	const count = run.racingCount;
	for (let r = 0; r < count; r++) {
		const event = run.racing[r] ?? 0;
		if (simple >= 0) pushRace(finder.races, event, simple);
		else if (!reverse(finder, event, end, actor))
			walkBack(finder, event, end, actor, rows);
	}
}
