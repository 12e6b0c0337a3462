// The story of a failure: the simplest run, which of its steps matter, and which order of two steps is the bug.

import type { Failure } from "../compile/failure.ts";
import type { Machine } from "../compile/machine.ts";
import {
	type Level,
	type Monitor,
	type SimplestRun,
	searchByPreemptions,
	simplestRun,
} from "../engines/fewest-preemptions.ts";
import { scheduleText } from "../engines/schedule.ts";
import { type TraceStep, traceOf } from "../engines/trace.ts";
import type { Limits } from "../engines/verdict.ts";
import { orderOf } from "../export/order.ts";
import { withoutStep } from "./without-step.ts";

/**
 * `needed`: with this step doing nothing, the failure cannot be had with the same actors and preemptions. `removable`:
 * it can. `unknown`: the search was stopped by its bound.
 */
export type Need = "needed" | "removable" | "unknown";

export interface StoryRow extends TraceStep {
	need: Need;
	/** The actor before this step could have gone on. */
	preempts: boolean;
}

/** Two steps of different actors, next to each other in what happens before what. */
export interface StoryRace {
	/** Numbers of the steps, from 1. */
	earlier: number;
	later: number;
	/** `this-order`: every failing run has it, so this order is the bug. `either`: the failure does not care. */
	order: "this-order" | "either" | "unknown";
}

export interface Story {
	failure: Failure;
	preemptions: number;
	actors: string[];
	/** What was exhausted before: the proof that fewer preemptions do not fail. */
	levels: Level[];
	rows: StoryRow[];
	races: StoryRace[];
	/** Can be given to `replay`. */
	schedule: string;
}

/** Only the same failure of the same step counts. */
function sameFailure(
	machine: Machine,
	failure: Failure,
	last: number,
): (number: number, transition: number) => boolean {
	return (number, transition) =>
		machine.model.failures[number - 1]?.message === failure.message &&
		(!("transition" in failure) || transition === last);
}

function actorMask(machine: Machine, actors: readonly string[]): number {
	return machine.model.flows.reduce(
		(mask, flow, actor) =>
			actors.includes(flow.actor) ? mask | (1 << actor) : mask,
		0,
	);
}

function needOf(
	machine: Machine,
	simplest: SimplestRun,
	step: number,
	limits: Limits,
): Need {
	const run = simplest.finding.schedule.transitions;
	const id = run[step] ?? -1;
	const last = run.at(-1) ?? -1;
	const { failure } = simplest.finding;
	if (id === last && "transition" in failure) return "needed";
	const without = withoutStep(machine, id);
	const same = sameFailure(without, failure, last);
	const search = searchByPreemptions(without, {
		actors: actorMask(machine, simplest.actors),
		mostPreemptions: simplest.preemptions,
		limits,
		monitor: {
			next: () => 0,
			accepts: (_, number, transition) => same(number, transition),
		},
	});
	if (search.run !== null) return "removable";
	return search.exhausted ? "needed" : "unknown";
}

/** Remembers which of two transitions came first. */
function firstOf(a: number, b: number, accepts: Monitor["accepts"]): Monitor {
	return {
		next: (value, transition) => {
			if (value !== 0) return value;
			return transition === a ? 1 : transition === b ? 2 : 0;
		},
		accepts,
	};
}

/** Whether the failure can be had with two steps in the other order, by any run of any actors. */
function raceOf(
	machine: Machine,
	failure: Failure,
	run: readonly number[],
	earlier: number,
	later: number,
	limits: Limits,
): StoryRace {
	const same = sameFailure(machine, failure, run.at(-1) ?? -1);
	const search = searchByPreemptions(machine, {
		actors: -1,
		mostPreemptions: Number.POSITIVE_INFINITY,
		limits,
		monitor: firstOf(
			run[earlier] ?? -1,
			run[later] ?? -1,
			(value, number, transition) => value !== 1 && same(number, transition),
		),
	});
	const order =
		search.run !== null
			? "either"
			: search.stopped === null
				? "this-order"
				: "unknown";
	return { earlier: earlier + 1, later: later + 1, order };
}

/** For each step of a run: could the actor before it have gone on? */
export function preemptionsIn(
	machine: Machine,
	run: readonly number[],
): boolean[] {
	const state = machine.initial.slice();
	let last = -1;
	return run.map((id) => {
		const actor = machine.model.transitions[id]?.actor ?? -1;
		const preempts =
			last >= 0 && last !== actor && machine.next(last, state, 0, -1) >= 0;
		machine.fire(id, state, 0, state, 0);
		last = actor;
		return preempts;
	});
}

export interface StoryParts {
	/** Ask for each step whether the failure needs it; else all are `unknown`. */
	needs: boolean;
}

/** Tells the story of a scenario's failure; null if there is none within the limits. */
export function storyOf(
	machine: Machine,
	limits: Limits = {},
	parts: StoryParts = { needs: true },
): Story | null {
	const { simplest } = simplestRun(machine, limits);
	if (simplest === null) return null;
	const run = simplest.finding.schedule.transitions;
	const { failure } = simplest.finding;
	const trace = traceOf(machine, run);
	const preempts = preemptionsIn(machine, run);
	const bounded: Limits = { states: 500_000, ...limits };
	return {
		failure,
		preemptions: simplest.preemptions,
		actors: simplest.actors,
		levels: simplest.levels,
		rows: trace.steps.map((step, index) => ({
			...step,
			need: parts.needs
				? needOf(machine, simplest, index, bounded)
				: ("unknown" as const),
			preempts: preempts[index] ?? false,
		})),
		races: orderOf(trace).arrows.map(({ from, to }) =>
			raceOf(machine, failure, run, from, to, bounded),
		),
		schedule: scheduleText(machine, run),
	};
}
