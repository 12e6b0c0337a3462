// One call of a thread on its way: where it stands in its program.

import { type Flow, flowOf, type Transition } from "#explore/compile/flow.ts";
import type { Statement } from "#explore/language/statement.ts";
import { evaluate, type Store } from "./store.ts";

export interface Task {
	name: string;
	flow: Flow;
	location: number;
	/** Bytes for the writes of a device or CPU, in the order of its sub-writes. */
	writes: Array<{ offset: number; bytes: Uint8Array }>;
	/** The call has failed. */
	failed?: boolean;
}

export function newTask(
	name: string,
	program: readonly Statement[],
	writes: Task["writes"] = [],
): Task {
	return {
		name,
		flow: flowOf({ name, program }, 0, 0),
		location: 0,
		writes,
	};
}

/** The first step that can be taken now; null if the task waits. */
export function nextStep(store: Store, task: Task): Transition | null {
	for (const transition of task.flow.locations[task.location] ?? [])
		if (transition.guard === null || evaluate(store, transition.guard) !== 0)
			return transition;
	return null;
}

/** What the task would do next if it could; for saying where it waits. */
export function waitingFor(task: Task): string {
	const [transition] = task.flow.locations[task.location] ?? [];
	if (transition === undefined) return "nothing";
	return `${transition.label}${transition.source === null ? "" : ` at ${transition.source}`}`;
}

/** Nothing follows: the operation is over. */
export function isOver(task: Task): boolean {
	return (task.flow.locations[task.location] ?? []).length === 0;
}
