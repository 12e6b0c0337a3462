// Invariants as checks of the steps that write their cells.
//
// Engines over runs do not look at whole states. With an invariant checked by each step that could break it, and so
// read by it, steps that break it together depend on each other, and no run that breaks it is skipped.

import type { Cell } from "../language/expression.ts";
import { accessOf, cellsIn } from "./access.ts";
import { type Machine, machineOf } from "./machine.ts";
import { type Model, modelOf } from "./model.ts";

/** The same transitions, numbered the same, with every invariant checked where it can break. */
export function checkedMachine(machine: Machine): Machine {
	const { model } = machine;
	const { scenario } = model;
	if (scenario.invariants.length === 0) return machine;
	const flows = model.flows.map((flow) => ({
		...flow,
		locations: flow.locations.map((list) =>
			list.map((transition) => {
				const { writes } = accessOf(transition);
				const checks = scenario.invariants
					.filter(({ holds }) => meets(cellsIn(holds), writes))
					.map(({ name, holds }) => ({
						kind: "check" as const,
						condition: holds,
						message: name,
					}));
				return { ...transition, effects: [...transition.effects, ...checks] };
			}),
		),
	}));
	return machineOf(modelOf(scenario, flows));
}

function meets(a: ReadonlySet<Cell>, b: ReadonlySet<Cell>): boolean {
	for (const cell of a) if (b.has(cell)) return true;
	return false;
}

/** The failure of the original model that a failure of the checked one stands for. */
export function originalFailure(
	model: Model,
	checked: Model,
	failure: number,
): Model["failures"][number] {
	const found = checked.failures[failure - 1];
	const same = model.failures.find(
		(one) =>
			one.message === found?.message &&
			(one.kind === found.kind ||
				(found.kind === "check" && one.kind === "invariant")) &&
			(!("transition" in one) ||
				!("transition" in found) ||
				one.transition === found.transition),
	);
	if (same === undefined) throw new Error("unknown failure");
	return same;
}
