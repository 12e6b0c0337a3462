// The reductions before a search, each of which can be switched off.

import type { Flow } from "../compile/flow.ts";
import { flowsOf, type Model, modelOf } from "../compile/model.ts";
import type { Cell } from "../language/expression.ts";
import type { Scenario } from "../language/scenario.ts";
import { fuseQuietSteps } from "./fuse.ts";
import { hideWriteOnly } from "./hide.ts";
import { symmetryOf } from "./symmetry.ts";

export interface Reductions {
	/** Hide cells that influence nothing. */
	hide: boolean;
	/** Fuse steps that nobody can see or disturb. */
	fuse: boolean;
	/** Treat states as one that differ only by which of several equal actors is where. */
	symmetry: boolean;
}

export const allReductions: Reductions = {
	hide: true,
	fuse: true,
	symmetry: true,
};

export interface Reduced {
	model: Model;
	hidden: Cell[];
	/** Why a group of actors that the scenario calls equal is not treated so. */
	refused: string[];
	/** A run of the reduced model as a run of the scenario as written. */
	expand(run: readonly number[]): number[];
}

export function reduce(
	scenario: Scenario,
	reductions: Reductions = allReductions,
): Reduced {
	const written = flowsOf(scenario);
	let flows: Flow[] = written;
	let hidden: Cell[] = [];
	if (reductions.hide) ({ flows, hidden } = hideWriteOnly(scenario, flows));
	if (reductions.fuse) flows = fuseQuietSteps(scenario, flows);
	const plain = modelOf(scenario, flows);
	const { groups, refused } = reductions.symmetry
		? symmetryOf(plain)
		: { groups: [], refused: [] };
	return {
		model: { ...plain, symmetry: groups },
		hidden,
		refused,
		expand: (run) => run.flatMap((id) => plain.transitions[id]?.parts ?? []),
	};
}
