// Questions of the kind "can it still succeed?": is there a state from which the closing condition cannot be met any more?

import { type Machine, machineOf } from "#explore/compile/machine.ts";
import { modelOf } from "#explore/compile/model.ts";
import { canReach } from "#explore/engines/liveness.ts";
import {
	runToState,
	type StateGraph,
	stateGraphOf,
} from "#explore/engines/state-graph.ts";
import { not } from "#explore/language/expression.ts";
import { condition } from "#explore/language/scenario.ts";
import { buildScenario } from "./build.ts";
import type { LitmusTest } from "./litmus/litmus-test.ts";

export interface Stuck {
	/** Null where the bound was met. */
	readonly reachable: boolean | null;
	readonly states: number;
	/** A shortest run to a state without hope, from where the search began; empty if there is none, or the start is one. */
	readonly run: readonly number[];
}

/** The machine of the scenario, in which meeting the condition "breaks" it, so that it can be asked of any state. */
export function hopeMachine(test: LitmusTest): Machine {
	const built = buildScenario(test);
	return machineOf(
		modelOf({
			...built.scenario,
			invariants: [condition(test.name, not(built.condition))],
		}),
	);
}

/** The same steps, with nothing that counts as a failure: to show runs of it. Transitions have the same numbers. */
export function plainMachine(test: LitmusTest): Machine {
	return machineOf(modelOf(buildScenario(test).scenario));
}

/** Searches from the initial state of the machine, which `hopeMachine` made. */
export function findStuck(machine: Machine, mostStates: number): Stuck {
	const graph = stateGraphOf(machine, mostStates);
	const lost = canReach(graph, statesThatMeet(graph)).indexOf(0);
	return {
		reachable: graph.complete ? lost >= 0 : null,
		states: graph.table.count,
		run: graph.complete && lost >= 0 ? runToState(graph, lost) : [],
	};
}

function statesThatMeet({ machine, table }: StateGraph): Uint8Array {
	return Uint8Array.from({ length: table.count }, (_, state) =>
		machine.broken(table.keys, state * machine.words) === 0 ? 0 : 1,
	);
}

/** Everybody goes on, one actor after the other, until he ends, has to wait, or is where he has been before. */
export function oneMoreTry(
	machine: Machine,
	run: readonly number[],
): readonly number[] {
	const state = machine.initial.slice();
	for (const id of run) machine.fire(id, state, 0, state, 0);
	const longer = [...run];
	for (let actor = 0; actor < machine.actors; actor++) {
		const been = new Set<string>();
		for (;;) {
			const id = machine.next(actor, state, 0, -1);
			if (id < 0 || been.has(state.join())) break;
			been.add(state.join());
			machine.fire(id, state, 0, state, 0);
			longer.push(id);
		}
	}
	return longer;
}
