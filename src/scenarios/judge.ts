// Explores a litmus test: is its condition met never, sometimes or always, and what is the shortest run that meets it?

import type { Machine } from "#explore/compile/machine.ts";
import { machineOf } from "#explore/compile/machine.ts";
import { modelOf } from "#explore/compile/model.ts";
import { searchKernelSource } from "#explore/compile/search-kernel.ts";
import {
	breadthFirst,
	kernelOf,
	sweep,
} from "#explore/engines/breadth-first.ts";
import type { Verdict } from "#explore/engines/verdict.ts";
import { not } from "#explore/language/expression.ts";
import { condition, type Scenario } from "#explore/language/scenario.ts";
import { type Built, buildScenario } from "./build.ts";
import { isSticky, mentionsDeadlock } from "./condition-expression.ts";
import type { LitmusTest, Outcome } from "./litmus/litmus-test.ts";

export interface Limits {
	states?: number;
	bytes?: number;
}

export interface Judgement {
	observed: Outcome | "unknown";
	states: number;
	transitions: number;
	/** States in which nobody can go on, and how many of them meet the condition. */
	ends: number;
	matching: number;
	elapsedMs: number;
	/** Why the search ended early, or null. */
	stopped: string | null;
}

/** Keep a wrong model from eating the machine. */
const mostStates = 20_000_000;

/** The scenario in which meeting the condition at the end of a run is the failure. */
function atEndScenario(test: LitmusTest, built: Built): Scenario {
	const onlyDeadlock = test.exists.kind === "deadlock";
	return {
		...built.scenario,
		deadlock: mentionsDeadlock(test.exists) ? "fails" : "allowed",
		atEnd: onlyDeadlock
			? []
			: [condition("the closing condition", not(built.condition))],
	};
}

/** Counts everything: all states, all ends, and the ends that meet the condition. */
export function judge(test: LitmusTest, limits: Limits = {}): Judgement {
	const started = performance.now();
	const built = buildScenario(test);
	const machine = machineOf(modelOf(atEndScenario(test, built)));
	const found = sweep(machine, kernelOf(machine.model), {
		stopAtFailure: false,
		limits: {
			states: limits.states ?? mostStates,
			...(limits.bytes === undefined ? {} : { bytes: limits.bytes }),
		},
	});
	if (found.failing > 0) refuseOutOfRange(built.scenario, limits);
	return {
		observed: outcomeOf(found),
		states: found.states,
		transitions: found.transitions,
		ends: found.ends,
		matching: found.failing,
		elapsedMs: performance.now() - started,
		stopped: found.stopped,
	};
}

/**
 * A cell that leaves its range would count as a failure too, and look like the condition.
 * @throws Error that names the cell: the scenario asks more of the model than its counters hold.
 */
function refuseOutOfRange(scenario: Scenario, limits: Limits): void {
	const machine = machineOf(modelOf(scenario));
	const found = sweep(machine, kernelOf(machine.model), {
		stopAtFailure: true,
		limits: { states: limits.states ?? mostStates },
	});
	const failure = machine.model.failures[found.failure - 1];
	if (failure !== undefined)
		throw new Error(`${scenario.name}: ${failure.message}`);
}

function outcomeOf(found: {
	failing: number;
	ends: number;
	stopped: string | null;
}): Judgement["observed"] {
	if (found.stopped !== null)
		return found.failing > 0 ? "Sometimes" : "unknown";
	if (found.failing === 0) return "Never";
	return found.failing === found.ends ? "Always" : "Sometimes";
}

/** The machine in which meeting the condition is a failure as early as it can be seen. */
export function failingMachine(test: LitmusTest): Machine {
	const built = buildScenario(test);
	return machineOf(
		modelOf(
			isSticky(test.exists)
				? {
						...built.scenario,
						invariants: [condition(titleOf(test), not(built.condition))],
					}
				: atEndScenario(test, built),
		),
	);
}

function titleOf(test: LitmusTest): string {
	return test.exists.kind === "failure"
		? test.exists.name
		: "the closing condition";
}

export interface Reached {
	reachable: boolean | null;
	states: number;
	machine: Machine;
	/** A shortest run that meets the condition. */
	run: readonly number[];
	elapsedMs: number;
}

/** Verdicts by the text of the search code: two scenarios with the same code are the same state machine. */
export type VerdictCache = Map<string, Verdict>;

/** Whether the condition can be met at all; stops at the first run that does. */
export function reach(
	test: LitmusTest,
	limits: Limits = {},
	cache: VerdictCache = new Map(),
): Reached {
	const started = performance.now();
	const machine = failingMachine(test);
	const key = `${machine.initial.join()}\n${searchKernelSource(machine.model)}`;
	const verdict =
		cache.get(key) ??
		breadthFirst.explore(machine, { states: limits.states ?? mostStates });
	cache.set(key, verdict);
	if (
		verdict.kind === "fails" &&
		(verdict.finding.failure.kind === "range" ||
			verdict.finding.failure.kind === "check")
	)
		throw new Error(`${test.name}: ${verdict.finding.failure.message}`);
	return {
		reachable: verdict.kind === "stopped" ? null : verdict.kind === "fails",
		states: verdict.counts.states,
		machine,
		run: verdict.kind === "fails" ? verdict.finding.schedule.transitions : [],
		elapsedMs: performance.now() - started,
	};
}
