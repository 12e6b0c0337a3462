// A run as lines: number, actor, routine and step, what changed, where it stands in the kernel.

import { type Trace, valueText } from "#explore/engines/trace.ts";

export interface StepLine {
	number: number;
	actor: string;
	routine: string;
	step: string;
	changes: string;
	source: string;
}

export function stepLines(trace: Trace): StepLine[] {
	return trace.steps.map(({ number, actor, transition, changes }) => ({
		number,
		actor,
		routine: transition.routines.at(-1) ?? "",
		step: transition.label,
		changes: changes
			.map(
				({ cell, before, after }) =>
					`${cell.name} ${valueText(cell, before)}→${valueText(cell, after)}`,
			)
			.join(", "),
		source: transition.source ?? "",
	}));
}
