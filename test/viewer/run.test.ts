import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { failureTitles } from "../../src/mm/failures/failure.ts";
import { failingMachine, judge, reach } from "../../src/scenarios/judge.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";
import {
	followSchedule,
	groupsOf,
	type Run,
	runOf,
	runToTheEnd,
	standingsAt,
} from "../../viewer/scenario/run.ts";
import { lookAhead } from "../../viewer/scenario/search/ahead.ts";
import { answerVerdict } from "../../viewer/scenario/search/answer-verdict.ts";

function testOf(name: string) {
	return parseLitmus(
		readFileSync(
			fileURLToPath(new URL(`../../litmus/mm/${name}.litmus`, import.meta.url)),
			"utf8",
		),
	);
}
const f3 = testOf("F3-S14-v6-12-v6.12");
const machine = failingMachine(f3);
const asked = { test: f3, stuck: false };

function lastStateOf({ trace }: Run): Int32Array {
	const state = trace.states.at(-1);
	if (state === undefined) throw new Error("a run has a state");
	return state;
}

test("a run knows its groups, where it fails, and who was preempted", () => {
	const { run, stuck } = followSchedule(machine, "driver*17 flusher*14 driver");
	expect(stuck).toBeNull();
	expect(run.failure?.at).toBe(32);
	expect(
		groupsOf(run).map(({ actor, operation, first, last }) => [
			actor,
			operation,
			first,
			last,
		]),
	).toEqual([
		[0, 0, 0, 16],
		[1, 0, 17, 30],
		[0, 1, 31, 31],
	]);
	expect(run.preempts.filter(Boolean)).toHaveLength(1);
	expect(run.preempts[17]).toBe(true);
	expect(followSchedule(machine, run.schedule).run.transitions).toEqual(
		run.transitions,
	);
});

test("who stands where: able, waiting, done", () => {
	// The driver has the page lock, the flusher wants it.
	const { run, stuck } = followSchedule(machine, "driver*10 flusher*9");
	expect(stuck).toMatch(/flusher cannot go on/);
	const standings = standingsAt(machine, lastStateOf(run));
	expect(
		standings.map(({ name, enabled, waitsFor }) => [
			name,
			enabled.length,
			waitsFor.map(({ label }) => label),
		]),
	).toEqual([
		["driver", 1, []],
		["flusher", 0, ["folio_lock"]],
	]);
	const over = standingsAt(machine, lastStateOf(runToTheEnd(machine)));
	expect(
		over.map(({ enabled, waitsFor }) => [...enabled, ...waitsFor]),
	).toEqual([[], []]);
});

test("looking ahead from the start finds the shortest run; from a state without a way it says so", () => {
	const ahead = lookAhead(asked, []);
	const shortest = reach(f3);
	expect(ahead.here).toEqual({ kind: "reachable", steps: shortest.run.length });
	expect(runOf(machine, ahead.rest).failure?.at).toBe(shortest.run.length);
	// Each step on the way leaves one step less.
	const first = ahead.rest[0];
	expect(
		ahead.after.find(({ transition }) => transition === first)?.distance,
	).toEqual({ kind: "reachable", steps: shortest.run.length - 1 });
	// The flusher finds nothing to write, ever after.
	const { run } = followSchedule(machine, "flusher");
	expect(lookAhead(asked, run.transitions).here).toMatchObject({
		kind: "unreachable",
	});
});

test("looking ahead agrees with the verdict on other kinds of conditions", () => {
	for (const name of [
		"F4-S14-v6-12-v6.12",
		"F4-S4-bounce-v6.12",
		"F10-S4-block-locked-v6.12",
	]) {
		const one = testOf(name);
		const { here } = lookAhead({ test: one, stuck: false }, []);
		expect(here.kind).toBe(
			judge(one).matching > 0 ? "reachable" : "unreachable",
		);
	}
});

test("answers come in order: verdict, simplest run, its story, every failure, the end", () => {
	const answers = [...answerVerdict(7, asked)];
	expect(answers.slice(0, 3).map(({ kind }) => kind)).toEqual([
		"judged",
		"simplest",
		"story",
	]);
	expect(answers.at(-1)?.kind).toBe("finished");
	expect(answers.every(({ number }) => number === 7)).toBe(true);
	const reachable = answers.flatMap((one) =>
		one.kind === "failure" && one.reachable ? [one.failure] : [],
	);
	expect(reachable).toEqual(["F3"]);
	expect(answers.filter(({ kind }) => kind === "failure")).toHaveLength(
		Object.keys(failureTitles).length,
	);
});

test("no way out: offlining a page that somebody keeps", () => {
	const f17 = { test: testOf("F17-foll-get-S14-v6-12-v6.12"), stuck: true };
	const answers = [...answerVerdict(1, f17)];
	expect(answers[0]).toMatchObject({
		kind: "judged",
		verdict: { reachable: true, states: 10, ends: null },
	});
	const simplest = answers[1];
	if (simplest?.kind !== "simplest") throw new Error("no run");
	const { run, lostAt } = simplest;
	expect(lostAt).not.toBeNull();
	// The run goes on for one more try, which leads back to where it has been.
	expect(run.length).toBeGreaterThan(lostAt ?? 0);
	const ahead = lookAhead(f17, run.slice(0, lostAt ?? 0));
	expect(ahead.here).toEqual({ kind: "reachable", steps: 0 });
	expect(lookAhead(f17, []).here).toEqual({ kind: "reachable", steps: lostAt });
	// Who takes no reference leaves the way open.
	const free = {
		...f17.test,
		columns: f17.test.columns.map((column) => ({
			...column,
			operations: column.operations.filter(({ name }) => name === "offline"),
		})),
	};
	const [judged] = [...answerVerdict(2, { test: free, stuck: true })];
	expect(judged).toMatchObject({ verdict: { reachable: false } });
});

test("a failure on a run that never ends is found, although no end of a run shows it", () => {
	const endless = testOf("F17-foll-get-S14-v6-12-v6.12");
	const [judged] = [
		...answerVerdict(3, {
			test: { ...endless, exists: { kind: "failure", name: "F17" } },
			stuck: false,
		}),
	];
	const found = reach({ ...endless, exists: { kind: "failure", name: "F17" } });
	expect(judged).toMatchObject({ verdict: { reachable: found.reachable } });
});
