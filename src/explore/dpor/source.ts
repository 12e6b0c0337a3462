// Source-set dynamic partial order reduction: simpler than the optimal engine, and starts some runs in vain.
//
// Here to be compared with: its published redundant counts check the race detection it shares with the optimal engine.
// Source   P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: "Optimal dynamic partial order reduction", POPL 2014, §4

import type { Machine } from "../compile/machine.ts";
import { readLocation } from "../compile/model.ts";
import { type Dependency, dependencyOf } from "./dependency.ts";
import { findRaces, type RaceFinder, raceFinder, raceSize } from "./race.ts";
import {
	hasBit,
	newRun,
	nextHere,
	pop,
	precede,
	push,
	type Run,
} from "./run.ts";

export interface SourceResult {
	runs: number;
	/** Runs given up because all that could go on was explored elsewhere. */
	blocked: number;
}

/** Which actor goes on where nothing is planned: the first in the scenario, or the one after the last that moved. */
export type Scheduling = "oldest" | "round-robin";

interface Explorer {
	run: Run;
	scheduling: Scheduling;
	finder: RaceFinder;
	/** Actors to be explored at each position, in order of discovery. */
	backtrack: number[][];
	result: SourceResult;
}

function dependent(run: Run, a: number, b: number): boolean {
	const { table, transitions } = run.dependency;
	return table[a * transitions + b] === 1;
}

/** Actors that could begin "everything not after `event`, then `tail`", in run order. */
function initialsOf(
	run: Run,
	event: number,
	end: number,
	tail: number,
): number[] {
	const { before, after, masks, events, actorOf } = run;
	const inside: number[] = [];
	for (let k = event + 1; k < end; k++)
		if (!hasBit(after, event * masks, k)) inside.push(k);
	const initials = inside.filter((k) =>
		inside.every((other) => !hasBit(before, k * masks, other)),
	);
	const actors = initials.map((k) => actorOf[events[k] ?? 0] ?? 0);
	const last = actorOf[tail] ?? 0;
	const tailIsInitial = inside.every(
		(k) => !dependent(run, events[k] ?? 0, tail),
	);
	return tailIsInitial ? [...actors, last] : actors;
}

/** Sees to it that each race recorded from `from` on is reversed, once. */
function plan(explorer: Explorer, from: number, end: number): void {
	const { run, finder, backtrack } = explorer;
	const { races } = finder;
	for (let at = from; at < races.length; at += raceSize) {
		const event = races.items[at] ?? 0;
		const tail = races.items[at + 1] ?? 0;
		const initials = initialsOf(run, event, end, tail);
		const planned = backtrack[event] ?? [];
		const [first] = initials;
		if (first !== undefined && !initials.some((q) => planned.includes(q)))
			planned.push(first);
	}
	races.length = from;
}

/** Races of the steps that are held up at the end of a run. */
function planPending(explorer: Explorer): void {
	const { run, finder } = explorer;
	const { machine, depth } = run;
	for (let actor = 0; actor < machine.actors; actor++) {
		if (nextHere(run, actor, -1) >= 0) continue;
		const at = depth * machine.words;
		const location = readLocation(machine.model, run.states, at, actor);
		const rows = finder.locations.rows[actor]?.[location];
		if (rows === undefined || rows.length === 0) continue;
		precede(run, actor, rows);
		const from = finder.races.length;
		findRaces(finder, actor, depth);
		plan(explorer, from, depth);
	}
}

function take(explorer: Explorer, actor: number, sleep: Set<number>): void {
	const { run, finder } = explorer;
	const { depth } = run;
	for (
		let id = nextHere(run, actor, -1);
		id >= 0;
		id = nextHere(run, actor, id)
	) {
		const failure = push(run, id);
		const from = finder.races.length;
		findRaces(finder, actor, depth);
		plan(explorer, from, depth);
		const inherited = new Set(
			[...sleep].filter((asleep) => !dependent(run, asleep, id)),
		);
		if (failure !== 0) explorer.result.runs++;
		else explore(explorer, inherited);
		pop(run);
		sleep.add(id);
	}
}

function explore(explorer: Explorer, sleep: Set<number>): void {
	const { run, backtrack, result } = explorer;
	const { depth } = run;
	const awake: number[] = [];
	let enabled = false;
	const { actors } = run.machine;
	const start =
		explorer.scheduling === "oldest" || depth === 0
			? 0
			: (run.actorOf[run.events[depth - 1] ?? 0] ?? 0) + 1;
	for (let turn = 0; turn < actors; turn++) {
		const actor = (start + turn) % actors;
		const id = nextHere(run, actor, -1);
		if (id < 0) continue;
		enabled = true;
		if (!sleep.has(id)) awake.push(actor);
	}
	const [first] = awake;
	if (first === undefined) {
		if (enabled) result.blocked++;
		else result.runs++;
		planPending(explorer);
		return;
	}
	const planned = [first];
	backtrack[depth] = planned;
	for (let n = 0; n < planned.length; n++) {
		const actor = planned[n] ?? 0;
		if (!sleep.has(nextHere(run, actor, -1))) take(explorer, actor, sleep);
	}
}

/** Executes at least one run of every class. For scenarios without free choices. */
export function sourceDpor(
	machine: Machine,
	scheduling: Scheduling = "oldest",
	dependency: Dependency = dependencyOf(machine.model),
): SourceResult {
	const run = newRun(machine, dependency);
	const explorer: Explorer = {
		run,
		scheduling,
		finder: raceFinder(run),
		backtrack: [],
		result: { runs: 0, blocked: 0 },
	};
	explore(explorer, new Set());
	return explorer.result;
}
