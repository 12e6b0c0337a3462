// Runs as SPIN's trail files, and back.
//
// A trail names statements by numbers that only the generated verifier knows; `pan -d` prints them beside the line of
// each statement. So a trail can be written and read once that table is at hand.
// Source   SPIN 6.5: format of the lines as seen in trails it wrote, "depth:process:statement"

import type { Machine } from "../compile/machine.ts";
import type { PromelaModel } from "./promela.ts";

/** Statement number of each transition of the scenario, and back. */
export interface StatementTable {
	statementOf: Map<number, number>;
	transitionOf: Map<number, number>;
}

/** Reads what `pan -d` prints for a model written by `promelaOf`. */
export function statementTable(
	promela: PromelaModel,
	panStates: string,
): StatementTable {
	const byLine = new Map<number, number>();
	for (const match of panStates.matchAll(
		/\[id\s+(\d+) tp\s+\d+\][^\n]*=> D_STEP(\d+)/g,
	))
		byLine.set(Number(match[2]), Number(match[1]));
	const table: StatementTable = {
		statementOf: new Map(),
		transitionOf: new Map(),
	};
	for (const [transition, line] of promela.lineOf) {
		const statement = byLine.get(line);
		if (statement === undefined) continue;
		table.statementOf.set(transition, statement);
		table.transitionOf.set(statement, transition);
	}
	return table;
}

/** A run as the trail that `spin -t` replays. */
export function trailOf(
	machine: Machine,
	run: readonly number[],
	table: StatementTable,
): string {
	const steps = run.map((id, index) => {
		const actor = machine.model.transitions[id]?.actor ?? 0;
		const statement = table.statementOf.get(id);
		if (statement === undefined)
			throw new Error(`SPIN does not know transition ${id}`);
		return `${index + 1}:${actor}:${statement}`;
	});
	return `-4:-4:-4\n${steps.join("\n")}\n`;
}

/** The run that a trail of SPIN's describes; lines about anything but our steps are skipped. */
export function runOfTrail(trail: string, table: StatementTable): number[] {
	return trail.split("\n").flatMap((line) => {
		const match = /^(\d+):(\d+):(\d+)$/.exec(line.trim());
		const id = table.transitionOf.get(Number(match?.[3]));
		return match === null || id === undefined ? [] : [id];
	});
}
