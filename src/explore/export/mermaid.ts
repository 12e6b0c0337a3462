// A run as a Mermaid sequence diagram, to paste into a mail or an issue.

import { type Trace, valueText } from "../engines/trace.ts";
import { orderOf } from "./order.ts";

/** Mermaid takes some characters for syntax. */
function escaped(text: string): string {
	return text.replace(/[;#:<>{}]/g, (sign) => `#${sign.charCodeAt(0)};`);
}

export function mermaidOf(trace: Trace): string {
	const { arrows } = orderOf(trace);
	const taking = [...new Set(trace.steps.map((step) => step.transition.actor))];
	const lines = ["sequenceDiagram"];
	for (const actor of taking)
		lines.push(
			`    participant P${actor} as ${escaped(trace.machine.model.flows[actor]?.actor ?? "")}`,
		);
	trace.steps.forEach(({ transition, changes, failure }, index) => {
		const me = `P${transition.actor}`;
		for (const { from, to } of arrows) {
			if (to !== index) continue;
			const other = trace.steps[from]?.transition.actor ?? 0;
			lines.push(`    P${other}-->>${me}: after step ${from + 1}`);
		}
		const what = [
			`${index + 1} ${transition.label}`,
			...changes.map(
				({ cell, before, after }) =>
					`${cell.name} ${valueText(cell, before)} to ${valueText(cell, after)}`,
			),
		].join(", ");
		lines.push(`    Note over ${me}: ${escaped(what)}`);
		if (failure !== null)
			lines.push(`    Note over ${me}: FAILS ${escaped(failure.message)}`);
	});
	return `${lines.join("\n")}\n`;
}
