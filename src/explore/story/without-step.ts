// The scenario with one step made to do nothing: to ask whether the failure needs it.
//
// A step that is the only way on also loses its guard; one of several ways on keeps it, so that the actor still goes
// the same way. Counting rounds and other use of the actor's own cells stays.

import type { Flow } from "../compile/flow.ts";
import { ownCells } from "../compile/location.ts";
import { type Machine, machineOf } from "../compile/machine.ts";
import { modelOf } from "../compile/model.ts";
import type { Effect } from "../language/effect.ts";
import type { Cell } from "../language/expression.ts";

function withoutShared(
	effects: readonly Effect[],
	own: ReadonlySet<Cell>,
): Effect[] {
	return effects.filter(
		(effect) => effect.kind === "assign" && own.has(effect.cell),
	);
}

export function withoutStep(machine: Machine, transition: number): Machine {
	const { model } = machine;
	const own = ownCells(model.flows);
	const flows: Flow[] = model.flows.map((flow, actor) => ({
		...flow,
		locations: flow.locations.map((list) =>
			list.map((one) =>
				one.id === transition
					? {
							...one,
							guard: list.length === 1 ? null : one.guard,
							effects: withoutShared(one.effects, own[actor] ?? new Set()),
						}
					: one,
			),
		),
	}));
	return machineOf(modelOf(model.scenario, flows));
}
