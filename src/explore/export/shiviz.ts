// A run as a ShiViz log: a regular expression for its parser, an empty line, then two lines per event.
//
// Source   https://bestchai.bitbucket.io/shiviz/, "Log format"; I. Beschastnikh et al., "Visualizing distributed
//          system executions", TOSEM 29 (2020)

import { type Trace, valueText } from "../engines/trace.ts";
import { orderOf } from "./order.ts";

/** What ShiViz is told to read a log with. */
export const shivizExpression = "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)";

function hostName(actor: string): string {
	return actor.replace(/\s+/g, "_");
}

export function shivizOf(trace: Trace): string {
	const { clocks } = orderOf(trace);
	const names = trace.machine.model.flows.map((flow) => hostName(flow.actor));
	const events = trace.steps.map((step, index) => {
		const clock = Object.fromEntries(
			(clocks[index] ?? [])
				.map((value, actor) => [names[actor] ?? "", value] as const)
				.filter(([, value]) => value > 0),
		);
		const changes = step.changes.map(
			({ cell, before, after }) =>
				`${cell.name} ${valueText(cell, before)}->${valueText(cell, after)}`,
		);
		const text = [step.transition.label, ...changes].join(", ");
		const failed =
			step.failure === null ? "" : ` FAILS: ${step.failure.message}`;
		return `${hostName(step.actor)} ${JSON.stringify(clock)}\n${text}${failed}`;
	});
	return `${shivizExpression}\n\n${events.join("\n")}\n`;
}
