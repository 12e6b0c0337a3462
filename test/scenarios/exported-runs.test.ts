// The runs of the litmus files, exported: files that other tools take.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { traceOf } from "../../src/explore/engines/trace.ts";
import { chromeTraceOf } from "../../src/explore/export/chrome.ts";
import { itfOf } from "../../src/explore/export/itf.ts";
import { reach } from "../../src/scenarios/judge.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";
import { itfBreaches } from "../explore/itf-rules.ts";
import { traceEventBreaches } from "../explore/trace-event-rules.ts";

const folder = fileURLToPath(new URL("../../litmus/mm", import.meta.url));
const traces = readdirSync(folder)
	.map((name) => parseLitmus(readFileSync(join(folder, name), "utf8")))
	.filter((one) => one.result !== "Never")
	.map((one) => {
		const { machine, run } = reach(one);
		return { name: one.name, trace: traceOf(machine, run) };
	});

/** As a file on disk would be read. */
function read(data: unknown): unknown {
	return JSON.parse(JSON.stringify(data));
}

type Json = { [field: string]: unknown };

test("there are such runs", () => {
	expect(traces.length).toBeGreaterThan(20);
	expect(
		traces.filter(({ trace }) => trace.steps.length > 20).length,
	).toBeGreaterThan(5);
});

test.each(traces)("$name: as a Perfetto trace, as ITF", ({ trace }) => {
	expect(traceEventBreaches(read(chromeTraceOf(trace)))).toEqual([]);
	expect(itfBreaches(read(itfOf(trace)))).toEqual([]);
});

describe("the rules are real: a file that breaks one is told", () => {
	const [first] = traces.toSorted(
		(a, b) => b.trace.steps.length - a.trace.steps.length,
	);
	if (first === undefined) throw new Error("no run");
	const chrome = () =>
		read(chromeTraceOf(first.trace)) as { traceEvents: Json[] };
	const eventOf = (events: Json[], ph: string): Json => {
		const found = events.find((event) => event.ph === ph);
		if (found === undefined) throw new Error(`no event ${ph}`);
		return found;
	};

	test.each<[string, string, (events: Json[]) => void]>([
		["no duration", "duration", (all) => delete eventOf(all, "X").dur],
		["an unknown phase", "phase", (all) => (eventOf(all, "X").ph = "Q")],
		[
			"a counter of texts",
			"numbers",
			(all) => (eventOf(all, "C").args = { value: "1" }),
		],
		[
			"a nameless lane",
			"says something",
			(all) => (eventOf(all, "M").args = {}),
		],
		[
			"an arrow without end",
			"starts, goes on",
			(all) => all.splice(all.indexOf(eventOf(all, "f")), 1),
		],
		[
			"an arrow from nowhere",
			"in a slice",
			(all) => (eventOf(all, "s").ts = 1e9),
		],
		["slices that overlap", "overlap", (all) => (eventOf(all, "X").dur = 1500)],
		["no thread", "pid and tid", (all) => delete eventOf(all, "X").tid],
	])("Perfetto: %s", (_, rule, spoil) => {
		const file = chrome();
		spoil(file.traceEvents);
		expect(traceEventBreaches(file).join("\n")).toContain(rule);
	});

	test.each<
		[string, string, (file: { vars: string[]; states: Json[] }) => void]
	>([
		[
			"a variable too few",
			"has no",
			({ states, vars }) => delete states[1]?.[vars[1] ?? ""],
		],
		[
			"a variable too many",
			"no variable",
			({ states }) => Object.assign(states[2] ?? {}, { extra: true }),
		],
		[
			"a fraction",
			"no integer",
			({ states, vars }) =>
				Object.assign(states[0] ?? {}, { [vars[2] ?? ""]: 0.5 }),
		],
		[
			"a number in words",
			"#bigint",
			({ states, vars }) =>
				Object.assign(states[0] ?? {}, {
					[vars[2] ?? ""]: { "#bigint": "one" },
				}),
		],
		[
			"null",
			"no expression",
			({ states, vars }) =>
				Object.assign(states[0] ?? {}, { [vars[2] ?? ""]: null }),
		],
		[
			"a wrong index",
			"counts itself",
			({ states }) => Object.assign(states[1] ?? {}, { "#meta": { index: 7 } }),
		],
		[
			"two variables of one name",
			"different names",
			({ vars }) => vars.push(vars[0] ?? ""),
		],
	])("ITF: %s", (_, rule, spoil) => {
		const file = read(itfOf(first.trace)) as { vars: string[]; states: Json[] };
		spoil(file);
		expect(itfBreaches(file).join("\n")).toContain(rule);
	});
});
