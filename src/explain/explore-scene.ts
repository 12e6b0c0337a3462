// Explores one litmus test of an explanation: can the failure happen, and what is the simplest run?

import type { Machine } from "#explore/compile/machine.ts";
import { simplestRun } from "#explore/engines/fewest-preemptions.ts";
import { canReach } from "#explore/engines/liveness.ts";
import { scheduleText } from "#explore/engines/schedule.ts";
import {
	runToState,
	type StateGraph,
	stateGraphOf,
} from "#explore/engines/state-graph.ts";
import { traceOf, valueText } from "#explore/engines/trace.ts";
import { preemptionsIn, storyOf } from "#explore/story/story.ts";
import { isSticky } from "#scenarios/condition-expression.ts";
import { failingMachine } from "#scenarios/judge.ts";
import {
	formatLitmus,
	formatOperation,
} from "#scenarios/litmus/format-litmus.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { hopeMachine, oneMoreTry } from "#scenarios/stuck.ts";
import type { ExplainedStep } from "./explanation.ts";

/** What an exploration found, without the C lines: equal scenes share it. */
export interface Explored {
	/** Null where a bound was met. */
	readonly reachable: boolean | null;
	readonly states: number;
	/** With its outcome, and its number of states where all were seen. */
	readonly litmus: string;
	readonly schedule: string;
	readonly steps: readonly Omit<ExplainedStep, "source">[];
	readonly decisive: readonly { earlier: number; later: number }[];
	readonly stuck: boolean;
}

/** What is known by the text of its scene; a Map, or one that is also kept on disk. */
export interface ExploredCache {
	get(key: string): Explored | undefined;
	set(key: string, value: Explored): void;
}

/** More than any scene of an explanation needs; beyond it the answer is "not known". */
const mostStates = 400_000;

export function exploreScene(
	test: LitmusTest,
	stuck: boolean,
	cache: ExploredCache,
): Explored {
	const key = `${stuck ? "stuck " : ""}${formatLitmus({ ...test, name: "", why: "" })}`;
	const known = cache.get(key);
	if (known !== undefined) return known;
	const explored = stuck ? exploreStuck(test) : exploreRun(test);
	cache.set(key, explored);
	return explored;
}

/** The whole state graph, which states meet the condition, and at how many ends it is met. */
interface Seen {
	readonly machine: Machine;
	readonly graph: StateGraph;
	readonly meets: Uint8Array;
	readonly ends: number;
	readonly matching: number;
}

/** Meeting the condition is the "failure" of the machine, so that it can be asked of any state. */
function lookAtAll(test: LitmusTest): Seen {
	const machine = hopeMachine(test);
	const graph = stateGraphOf(machine, mostStates);
	const { table, first } = graph;
	const meets = new Uint8Array(table.count);
	let [ends, matching] = [0, 0];
	for (let state = 0; state < table.count; state++) {
		const met = machine.broken(table.keys, state * machine.words) !== 0;
		if (met) meets[state] = 1;
		if (first[state] !== first[state + 1]) continue;
		ends++;
		if (met) matching++;
	}
	return { machine, graph, meets, ends, matching };
}

function exploreRun(test: LitmusTest): Explored {
	const seen = lookAtAll(test);
	const { graph, matching } = seen;
	const sticky = isSticky(test.exists);
	const found = sticky ? seen.meets.includes(1) : matching > 0;
	if (!found)
		return {
			reachable: graph.complete ? false : null,
			...pinned(test, seen),
			schedule: "",
			steps: [],
			decisive: [],
			stuck: false,
		};
	const machine = sticky ? seen.machine : failingMachine(test);
	const { simplest } = simplestRun(machine, { states: mostStates });
	const run = simplest?.finding.schedule.transitions ?? [];
	return {
		reachable: true,
		...pinned(test, seen),
		schedule: scheduleText(machine, run),
		steps: stepsOf(test, machine, run),
		decisive: [],
		stuck: false,
	};
}

/** The litmus file with its outcome; with its number of states where all were seen. */
function pinned(
	test: LitmusTest,
	{ graph, ends, matching }: Seen,
): { readonly states: number; readonly litmus: string } {
	const states = graph.table.count;
	const result =
		matching === 0 ? "Never" : matching === ends ? "Always" : "Sometimes";
	return {
		states,
		litmus: formatLitmus({
			...test,
			result,
			states: graph.complete ? states : null,
		}),
	};
}

/** Which orders of two steps every failing run has: asked only for what is told at length. */
export function decisiveOrders(test: LitmusTest): Explored["decisive"] {
	const story = storyOf(
		failingMachine(test),
		{ states: 200_000 },
		{ needs: false },
	);
	const races =
		story?.races.filter(({ order }) => order === "this-order") ?? [];
	return races.map(({ earlier, later }) => ({ earlier, later }));
}

/** Is there a state from which the condition cannot be met any more? The run goes there and shows one more try. */
function exploreStuck(test: LitmusTest): Explored {
	const seen = lookAtAll(test);
	const { graph, machine } = seen;
	const lost = canReach(graph, seen.meets).indexOf(0);
	const run = lost < 0 ? [] : oneMoreTry(machine, runToState(graph, lost));
	return {
		reachable: graph.complete ? lost >= 0 : null,
		...pinned(test, seen),
		schedule: scheduleText(machine, run),
		steps: stepsOf(test, machine, run),
		decisive: [],
		stuck: true,
	};
}

function stepsOf(
	test: LitmusTest,
	machine: Machine,
	run: readonly number[],
): Omit<ExplainedStep, "source">[] {
	const preempts = preemptionsIn(machine, run);
	return traceOf(machine, run).steps.map(
		({ number, actor, transition, changes }, index) => {
			const operation = transition.section ?? 0;
			const column = test.columns.find((one) => one.actor === actor);
			const called = column?.operations[operation];
			return {
				number,
				actor,
				operation,
				operationText: called === undefined ? "" : formatOperation(called),
				label: transition.label,
				changes: changes.map(
					({ cell, before: from, after }) =>
						`${cell.name} ${valueText(cell, from)}→${valueText(cell, after)}`,
				),
				kernel: transition.source,
				preempts: preempts[index] ?? false,
			};
		},
	);
}
