// The engines over runs behind the common interface.

import { checkedMachine, originalFailure } from "../compile/checked.ts";
import type { Machine } from "../compile/machine.ts";
import type { Engine, Finding, Limits, Verdict } from "../engines/verdict.ts";
import { everyInterleaving } from "./interleavings.ts";
import { type DporResult, optimalDpor } from "./optimal.ts";
import type { Run } from "./run.ts";

/** Explores runs until `onRun` says stop. */
type Explore = (
	machine: Machine,
	onRun: (run: Run, failure: number) => boolean,
	mostRuns: number,
) => DporResult;

const byClasses: Explore = (machine, onRun, mostRuns) =>
	optimalDpor(machine, { onRun, mostRuns });

const oneByOne: Explore = (machine, onRun, mostRuns) =>
	everyInterleaving(machine, onRun, { mostRuns });

function engineOf(name: string, explore: Explore): Engine {
	return {
		name,
		exhaustive: true,
		explore(machine: Machine, limits: Limits = {}): Verdict {
			const started = performance.now();
			const checked = checkedMachine(machine);
			let finding: Finding | null = atStart(machine);
			const result = explore(
				checked,
				(run, failure) => {
					if (finding !== null) return true;
					if (failure === 0) return false;
					finding = {
						failure: originalFailure(machine.model, checked.model, failure),
						schedule: { transitions: [...run.events.subarray(0, run.depth)] },
					};
					return true;
				},
				limits.runs ?? Number.POSITIVE_INFINITY,
			);
			const counts = {
				states: 0,
				transitions: result.steps,
				runs: result.runs,
				elapsedMs: performance.now() - started,
			};
			if (finding !== null) return { kind: "fails", finding, counts };
			return result.stopped === null
				? { kind: "holds", counts }
				: { kind: "stopped", because: result.stopped, counts };
		},
	};
}

/** An invariant that does not even hold at the start. */
function atStart(machine: Machine): Finding | null {
	const failure =
		machine.model.failures[machine.broken(machine.initial, 0) - 1];
	return failure === undefined
		? null
		: { failure, schedule: { transitions: [] } };
}

/** One run per class. */
export const optimal: Engine = engineOf("optimal-dpor", byClasses);

/** Every interleaving: for small programs, as the oracle. */
export const everyRun: Engine = engineOf("every-run", oneByOne);
