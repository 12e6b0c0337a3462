// Optimal dynamic partial order reduction: every class of equivalent runs is executed exactly once, nothing is
// started in vain.
//
// Source   P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: "Optimal dynamic partial order reduction", POPL 2014, §5;
//          for locks and awaits see race.ts
// Differs  a place where an actor has a free choice is explored once per choice. Then still no class is missed and none
//          executed twice, but some runs may be started in vain (`blocked`)
// Left out loops that may go on for ever: a run of more than `mostSteps` steps ends the search as "stopped"

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
import {
	type Branch,
	insert,
	notInitial,
	type Sequence,
	unsettled,
	weakInitial,
} from "./wakeup-tree.ts";

export interface DporOptions {
	/** Replaces the dependency relation; only tests of the engine itself have a reason to. */
	dependency?: Dependency;
	/** Called with every complete run; a return of true ends the search. */
	onRun?: (run: Run, failure: number) => boolean;
	/** Called when every actor that could go on has been explored already. */
	onBlocked?: (run: Run) => void;
	mostRuns?: number;
	mostSteps?: number;
}

export interface DporResult {
	/** Complete runs, one per class. */
	runs: number;
	/** Runs given up because all that could go on was explored elsewhere: 0 for the optimal engine. */
	blocked: number;
	/** Steps executed. */
	steps: number;
	/** Runs that ended in a failure. */
	failing: number;
	stopped: string | null;
}

interface Explorer {
	run: Run;
	finder: RaceFinder;
	options: DporOptions;
	result: DporResult;
	/** Transitions asleep at each position. */
	sleep: Int32Array[];
	sleeping: number[];
	branches: Branch[][];
	sequence: Sequence;
	/** Events before this position are those of the last analysis. */
	unchanged: number;
	done: boolean;
}

/** Whether the run could begin a new class: the race at `at` of the stack is reversed into the tree. */
function planRace(explorer: Explorer, at: number, end: number): void {
	const { run, finder, sequence } = explorer;
	const { items } = finder.races;
	const witness = items[at + 2] ?? -1;
	if (witness >= 0 && run.stamps[witness] === items[at + 3] && witness < end)
		return;
	const event = items[at] ?? 0;
	const tail = items[at + 1] ?? 0;
	const sleeper = items[at + 4] ?? -1;
	if (sleeper >= 0 && stillCovers(explorer, event, sleeper, end)) return;
	const from = event >>> 5;
	if (sequence.events.length < run.masks)
		sequence.events = new Int32Array(run.masks);
	for (let w = 0; w < run.masks; w++) {
		const left = end - w * 32;
		const all = left >= 32 ? -1 : left <= 0 ? 0 : (1 << left) - 1;
		const later = w < from ? 0 : w > from ? -1 : ~((2 << (event & 31)) - 1);
		sequence.events[w] = all & later & ~(run.after[event * run.masks + w] ?? 0);
	}
	sequence.tail = tail;
	sequence.tailActor = run.actorOf[tail] ?? 0;
	items[at + 4] = -1;
	const settled = coveredAt(explorer, at, event, sequence);
	if (settled >= 0 && settled < unsettled) {
		items[at + 2] = settled;
		items[at + 3] = run.stamps[settled] ?? 0;
	}
}

/**
 * Whether a sleeper that covered a race at the last analysis, being independent of all that was to come before it, is
 * independent of what has come since, too. If not, the race must be looked at anew.
 */
function stillCovers(
	explorer: Explorer,
	event: number,
	sleeper: number,
	end: number,
): boolean {
	const { run, unchanged } = explorer;
	const { table, transitions } = run.dependency;
	const row = sleeper * transitions;
	for (let k = Math.max(unchanged, event + 1); k < end; k++) {
		if (table[row + (run.events[k] ?? 0)] !== 1) continue;
		if (!hasBit(run.after, event * run.masks, k)) return false;
	}
	return true;
}

/** Looks for the sequence among what is asleep, then in the tree, and inserts it there if need be. */
function coveredAt(
	explorer: Explorer,
	at: number,
	event: number,
	sequence: Sequence,
): number {
	const { run } = explorer;
	const sleep = explorer.sleep[event];
	const count = explorer.sleeping[event] ?? 0;
	for (let s = 0; s < count; s++) {
		const where = weakInitial(run, sleep?.[s] ?? 0, sequence);
		if (where === notInitial) continue;
		if (where >= 0) return where;
		explorer.finder.races.items[at + 4] = sleep?.[s] ?? 0;
		return unsettled;
	}
	return insert(run, explorer.branches[event] ?? [], sequence);
}

/** Plans all races of a complete run, those of steps that are held up at its end included. */
function analyse(explorer: Explorer, cut: boolean): void {
	const { run, finder } = explorer;
	const { races } = finder;
	const end = run.depth;
	const known = races.length;
	if (!cut)
		for (let actor = 0; actor < run.machine.actors; actor++) {
			const location = readLocation(
				run.machine.model,
				run.states,
				end * run.machine.words,
				actor,
			);
			const rows = finder.locations.rows[actor]?.[location];
			if (rows === undefined || rows.length === 0) continue;
			if (run.dependency.facts[actor]?.[location]?.mayBlock === false) continue;
			precede(run, actor, rows);
			findRaces(finder, actor, end);
		}
	for (let at = 0; at < races.length; at += raceSize)
		planRace(explorer, at, end);
	races.length = known;
	explorer.unchanged = end;
}

function sleepAt(explorer: Explorer, depth: number): Int32Array {
	const known = explorer.sleep[depth];
	if (known !== undefined) return known;
	const fresh = new Int32Array(explorer.run.machine.model.transitions.length);
	explorer.sleep[depth] = fresh;
	return fresh;
}

function isAsleep(explorer: Explorer, depth: number, id: number): boolean {
	const sleep = sleepAt(explorer, depth);
	for (let s = 0; s < (explorer.sleeping[depth] ?? 0); s++)
		if (sleep[s] === id) return true;
	return false;
}

/** Hands on the sleepers that are independent of the step just planned. */
function inheritSleep(
	explorer: Explorer,
	depth: number,
	transition: number,
): void {
	const { table, transitions } = explorer.run.dependency;
	const from = sleepAt(explorer, depth);
	const to = sleepAt(explorer, depth + 1);
	let count = 0;
	for (let s = 0; s < (explorer.sleeping[depth] ?? 0); s++) {
		const id = from[s] ?? 0;
		if (table[transition * transitions + id] === 0) to[count++] = id;
	}
	explorer.sleeping[depth + 1] = count;
}

type Choice = "chosen" | "asleep" | "end";

/** Adds the transitions of an actor that are awake to the branches; says how many are enabled and how many of them. */
function addAwake(explorer: Explorer, branches: Branch[], actor: number) {
	const { run } = explorer;
	const added = { enabled: 0, awake: 0 };
	for (
		let id = nextHere(run, actor, -1);
		id >= 0;
		id = nextHere(run, actor, id)
	) {
		added.enabled++;
		if (isAsleep(explorer, run.depth, id)) continue;
		added.awake++;
		branches.push({ transition: id, children: [] });
	}
	return added;
}

/**
 * Lets the first actor go on that is awake with all its choices; the one that moved last is preferred. Where some of an
 * actor's choices are asleep, the awake ones alone do not stand for what it may still do later: then all actors go on.
 */
function choose(explorer: Explorer, branches: Branch[]): Choice {
	const { run } = explorer;
	const { depth } = run;
	const { actors } = run.machine;
	const last = depth === 0 ? 0 : (run.actorOf[run.events[depth - 1] ?? 0] ?? 0);
	let enabled = 0;
	for (let turn = 0; turn < actors; turn++) {
		const known = branches.length;
		const added = addAwake(explorer, branches, (last + turn) % actors);
		enabled += added.enabled;
		if (added.awake > 0 && added.awake === added.enabled) {
			branches.splice(0, known);
			return "chosen";
		}
	}
	if (enabled === 0) return "end";
	return branches.length > 0 ? "chosen" : "asleep";
}

function finishRun(explorer: Explorer, failure: number, cut: boolean): void {
	const { run, result, options } = explorer;
	result.runs++;
	if (failure !== 0) result.failing++;
	if (options.onRun?.(run, failure) === true) explorer.done = true;
	else if (result.runs >= (options.mostRuns ?? Number.POSITIVE_INFINITY)) {
		result.stopped = `${result.runs} runs`;
		explorer.done = true;
	} else analyse(explorer, cut);
}

function explore(explorer: Explorer, branches: Branch[]): void {
	const { run, result, finder } = explorer;
	const { depth } = run;
	explorer.branches[depth] = branches;
	if (branches.length === 0) {
		const choice = choose(explorer, branches);
		if (choice === "end") {
			const at = depth * run.machine.words;
			finishRun(explorer, run.machine.ended(run.states, at), false);
			return;
		}
		if (choice === "asleep") {
			result.blocked++;
			explorer.options.onBlocked?.(run);
			analyse(explorer, false);
			return;
		}
	}
	if (depth >= (explorer.options.mostSteps ?? 5_000)) {
		result.stopped = `a run of more than ${depth} steps`;
		explorer.done = true;
		return;
	}
	while (branches.length > 0 && !explorer.done) {
		const branch = branches[0] as Branch;
		const id = branch.transition;
		inheritSleep(explorer, depth, id);
		result.steps++;
		const failure = push(run, id);
		const races = finder.races.length;
		findRaces(finder, run.actorOf[id] ?? 0, depth);
		if (failure !== 0) finishRun(explorer, failure, true);
		else explore(explorer, branch.children);
		finder.races.length = races;
		pop(run);
		if (depth < explorer.unchanged) explorer.unchanged = depth;
		const sleep = sleepAt(explorer, depth);
		sleep[explorer.sleeping[depth] ?? 0] = id;
		explorer.sleeping[depth] = (explorer.sleeping[depth] ?? 0) + 1;
		branches.shift();
	}
}

/** Executes one run of every class. */
export function optimalDpor(
	machine: Machine,
	options: DporOptions = {},
): DporResult {
	const dependency = options.dependency ?? dependencyOf(machine.model);
	const run = newRun(machine, dependency);
	const explorer: Explorer = {
		run,
		finder: raceFinder(run),
		options,
		result: { runs: 0, blocked: 0, steps: 0, failing: 0, stopped: null },
		sleep: [],
		sleeping: [0],
		branches: [],
		sequence: { events: new Int32Array(run.masks), tail: -1, tailActor: 0 },
		unchanged: 0,
		done: false,
	};
	explore(explorer, []);
	return explorer.result;
}
