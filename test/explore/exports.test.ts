import { describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { replay } from "../../src/explore/engines/schedule.ts";
import { traceOf } from "../../src/explore/engines/trace.ts";
import { chromeTraceOf } from "../../src/explore/export/chrome.ts";
import { itfOf } from "../../src/explore/export/itf.ts";
import { mermaidOf } from "../../src/explore/export/mermaid.ts";
import { shivizExpression, shivizOf } from "../../src/explore/export/shiviz.ts";

const machine = machineOf(modelOf(pageScenario({ fix: 0, rounds: 1 })));
const run = replay(machine, "A*12 B*9 C*6 A");
const trace = traceOf(machine, run.kind === "run" ? run.transitions : []);

test("the run is the failing one", () => {
	expect(trace.steps).toHaveLength(28);
	expect(trace.failure?.message).toBe("a dirty page has buffers");
});

test("ITF: one state more than steps, every variable in every state, JSON that survives a round trip", () => {
	const itf = itfOf(trace);
	expect(itf["#meta"].format).toBe("ITF");
	expect(itf.states).toHaveLength(29);
	for (const [index, state] of itf.states.entries()) {
		expect(state["#meta"]).toEqual({ index });
		for (const name of itf.vars) expect(state).toHaveProperty([name]);
	}
	expect(itf.states[2]).toMatchObject({
		PG_locked: true,
		pte: "none",
		references: { "#bigint": "1" },
	});
	expect(JSON.parse(JSON.stringify(itf))).toEqual(itf);
});

describe("Chrome trace", () => {
	const { traceEvents } = chromeTraceOf(trace);
	const of = (ph: string) => traceEvents.filter((event) => event.ph === ph);
	test("one lane per actor, one slice per step, in order and not overlapping", () => {
		expect(
			of("M").map((event) => (event.args as { name: string }).name),
		).toEqual(["A", "B", "C", "D"]);
		const slices = of("X");
		expect(slices).toHaveLength(28);
		slices.forEach((slice, n) => {
			const next = slices[n + 1];
			if (next !== undefined)
				expect(slice.ts + (slice.dur as number)).toBeLessThanOrEqual(next.ts);
		});
	});
	test("each arrow starts and ends once, forward in time, between lanes", () => {
		const ends = new Map(of("f").map((event) => [event.id, event]));
		expect(of("s").length).toBeGreaterThan(0);
		expect(of("s")).toHaveLength(ends.size);
		for (const start of of("s")) {
			const end = ends.get(start.id);
			expect(end?.ts).toBeGreaterThan(start.ts);
			expect(end?.tid).not.toBe(start.tid);
		}
	});
	test("counters show the last value", () => {
		const values = of("C")
			.filter((event) => event.name === "buffers")
			.map((event) => (event.args as { value: number }).value);
		expect(values).toHaveLength(29);
		expect(values.at(-1)).toBe(0);
		expect(Math.max(...values)).toBe(1);
	});
});

test("ShiViz: its own expression parses every event; clocks never go back", () => {
	const text = shivizOf(trace);
	const body = text.split("\n").slice(2).join("\n");
	const events = [...body.matchAll(new RegExp(shivizExpression, "g"))];
	expect(events).toHaveLength(28);
	const last: Record<string, number> = {};
	for (const { groups } of events) {
		const clock = JSON.parse(groups?.clock ?? "{}") as Record<string, number>;
		const host = groups?.host ?? "";
		expect(clock[host]).toBe((last[host] ?? 0) + 1);
		last[host] = clock[host] ?? 0;
	}
	expect(text).toContain("FAILS: a dirty page has buffers");
});

test("Mermaid: one note per step, and what failed", () => {
	const text = mermaidOf(trace);
	expect(text.startsWith("sequenceDiagram\n")).toBe(true);
	expect(text.match(/Note over P\d: \d+ /g)).toHaveLength(28);
	expect(text).toContain("FAILS a dirty page has buffers");
	expect(text).not.toContain("participant P3");
});
