// A run in the Informal Trace Format, for the viewers and libraries of the TLA+ family.
//
// Source   Apalache ADR-015, https://apalache-mc.org/docs/adr/015adr-trace.html

import { readCell, readLocation } from "../compile/model.ts";
import { type Trace, valueText } from "../engines/trace.ts";
import type { Cell } from "../language/expression.ts";

type Value = string | boolean | { "#bigint": string };

export interface Itf {
	"#meta": Record<string, string>;
	vars: string[];
	states: Record<string, Value | { index: number }>[];
}

function valueOfCell(cell: Cell, value: number): Value {
	if (cell.words !== null) return valueText(cell, value);
	if (cell.least === 0 && cell.greatest === 1) return value === 1;
	return { "#bigint": `${value}` };
}

/** One state per step; "step" is who did what to get there, "at <actor>" where each actor is. */
export function itfOf(trace: Trace): Itf {
	const { machine, states, steps } = trace;
	const { model } = machine;
	const vars = [
		"step",
		...model.cells.map((cell) => cell.name),
		...model.flows.map((flow) => `at ${flow.actor}`),
	];
	return {
		"#meta": {
			format: "ITF",
			"format-description":
				"https://apalache-mc.org/docs/adr/015adr-trace.html",
			source: model.scenario.name,
			description: trace.failure?.message ?? "no failure",
		},
		vars,
		states: states.map((state, index) => {
			const step = steps[index - 1];
			const row: Itf["states"][number] = {
				"#meta": { index },
				step:
					step === undefined ? "" : `${step.actor}: ${step.transition.label}`,
			};
			for (const cell of model.cells)
				row[cell.name] = valueOfCell(cell, readCell(model, state, 0, cell));
			model.flows.forEach((flow, actor) => {
				row[`at ${flow.actor}`] = {
					"#bigint": `${readLocation(model, state, 0, actor)}`,
				};
			});
			return row;
		}),
	};
}
