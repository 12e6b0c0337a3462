// A run as Chrome trace JSON: opens in ui.perfetto.dev, one lane per actor, arrows between racing steps, one counter
// per cell that changes. Time is made up: one step is one millisecond.
//
// Source   "Trace Event Format", Google, https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU

import { readCell } from "../compile/model.ts";
import { type Trace, valueText } from "../engines/trace.ts";
import { orderOf } from "./order.ts";

export interface ChromeEvent {
	ph: "X" | "M" | "C" | "s" | "f" | "i";
	pid: number;
	tid: number;
	ts: number;
	name: string;
	[more: string]: unknown;
}

/** Microseconds per step. */
const tick = 1000;

function lanes(trace: Trace): ChromeEvent[] {
	return trace.machine.model.flows.map((flow, actor) => ({
		ph: "M",
		pid: 1,
		tid: actor + 1,
		ts: 0,
		name: "thread_name",
		args: { name: flow.actor },
	}));
}

function slices(trace: Trace): ChromeEvent[] {
	return trace.steps.map(({ transition, changes, failure }, index) => ({
		ph: "X",
		pid: 1,
		tid: transition.actor + 1,
		ts: index * tick,
		dur: tick * 0.9,
		name: transition.label,
		cat: failure === null ? "step" : "failure",
		args: {
			step: index + 1,
			routines: transition.routines.join(" > "),
			source: transition.source ?? "",
			failure: failure?.message ?? "",
			...Object.fromEntries(
				changes.map(({ cell, before, after }) => [
					cell.name,
					`${valueText(cell, before)} -> ${valueText(cell, after)}`,
				]),
			),
		},
	}));
}

function counters(trace: Trace): ChromeEvent[] {
	const { model } = trace.machine;
	const changed = new Set(
		trace.steps.flatMap(({ changes }) => changes.map(({ cell }) => cell)),
	);
	return [...changed].flatMap((cell) =>
		trace.states.map(
			(state, index): ChromeEvent => ({
				ph: "C",
				pid: 1,
				tid: 0,
				ts: index * tick,
				name: cell.name,
				args: { value: readCell(model, state, 0, cell) },
			}),
		),
	);
}

function arrows(trace: Trace): ChromeEvent[] {
	const lane = (index: number): number =>
		(trace.steps[index]?.transition.actor ?? 0) + 1;
	return orderOf(trace).arrows.flatMap(({ from, to }, id): ChromeEvent[] => [
		{
			ph: "s",
			pid: 1,
			tid: lane(from),
			ts: from * tick + tick * 0.5,
			name: "before",
			cat: "order",
			id,
		},
		{
			ph: "f",
			bp: "e",
			pid: 1,
			tid: lane(to),
			ts: to * tick + tick * 0.1,
			name: "before",
			cat: "order",
			id,
		},
	]);
}

export function chromeTraceOf(trace: Trace): { traceEvents: ChromeEvent[] } {
	return {
		traceEvents: [
			...lanes(trace),
			...slices(trace),
			...counters(trace),
			...arrows(trace),
		],
	};
}
