// A schedule as text, for a permalink or a mail: which actor moves how often, e.g. "A*12 B*9 C*6 A".
//
// Where an actor has a free choice, ":n" says that the n-th transition it could take was taken (the first is 0 and
// left out). Names are written as encodeURIComponent writes them.

import type { Machine } from "../compile/machine.ts";

/** A run that a schedule asks for, or where and why it cannot be had. */
export type Replay =
	| { kind: "run"; transitions: number[] }
	| { kind: "stuck"; after: number[]; because: string };

interface Move {
	actor: string;
	times: number;
	choice: number;
}

function encode(name: string): string {
	return encodeURIComponent(name).replaceAll("*", "%2A");
}

/** Writes a run as a schedule. */
export function scheduleText(machine: Machine, run: readonly number[]): string {
	const state = machine.initial.slice();
	const moves: Move[] = [];
	for (const id of run) {
		const actor = machine.model.transitions[id]?.actor ?? 0;
		let choice = 0;
		let tried = machine.next(actor, state, 0, -1);
		for (; tried >= 0 && tried !== id; choice++)
			tried = machine.next(actor, state, 0, tried);
		if (tried < 0) throw new Error(`transition ${id} cannot be taken here`);
		machine.fire(id, state, 0, state, 0);
		const name = machine.model.flows[actor]?.actor ?? "";
		const last = moves.at(-1);
		if (last?.actor === name && last.choice === choice) last.times++;
		else moves.push({ actor: name, times: 1, choice });
	}
	return moves
		.map(
			({ actor, times, choice }) =>
				`${encode(actor)}${choice === 0 ? "" : `:${choice}`}${times === 1 ? "" : `*${times}`}`,
		)
		.join(" ");
}

function parseMove(text: string): Move | null {
	const match = /^([^:*]+)(?::(\d+))?(?:\*(\d+))?$/.exec(text);
	if (match === null) return null;
	return {
		actor: decodeURIComponent(match[1] ?? ""),
		choice: Number(match[2] ?? 0),
		times: Number(match[3] ?? 1),
	};
}

/** Does what a schedule says, from the initial state. Ends early, without complaint, at the first failing step. */
export function replay(machine: Machine, schedule: string): Replay {
	const state = machine.initial.slice();
	const run: number[] = [];
	for (const text of schedule.split(/\s+/).filter((part) => part !== "")) {
		const move = parseMove(text);
		const actor = machine.model.flows.findIndex(
			(flow) => flow.actor === move?.actor,
		);
		if (move === null || actor < 0)
			return { kind: "stuck", after: run, because: `no such actor: ${text}` };
		for (let time = 0; time < move.times; time++) {
			let id = machine.next(actor, state, 0, -1);
			for (let skip = move.choice; id >= 0 && skip > 0; skip--)
				id = machine.next(actor, state, 0, id);
			if (id < 0)
				return {
					kind: "stuck",
					after: run,
					because: `${move.actor} cannot go on after ${run.length} steps`,
				};
			run.push(id);
			if (machine.fire(id, state, 0, state, 0) !== 0)
				return { kind: "run", transitions: run };
		}
	}
	return { kind: "run", transitions: run };
}
