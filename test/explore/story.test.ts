// The story of the historic failure, and what a clean verdict covered.

import { describe, expect, test } from "vitest";
import { pageScenario } from "../../bench/explore/page-scenario.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { bruteForce } from "../../src/explore/dpor/brute-force.ts";
import { breadthFirst } from "../../src/explore/engines/breadth-first.ts";
import { simplestRun } from "../../src/explore/engines/fewest-preemptions.ts";
import { hitRate, pct, uniform } from "../../src/explore/engines/random.ts";
import { replay } from "../../src/explore/engines/schedule.ts";
import { coverageOf } from "../../src/explore/story/coverage.ts";
import { storyOf } from "../../src/explore/story/story.ts";
import { storyText } from "../../src/explore/story/text.ts";
import { smallScenarios } from "./small-scenarios.ts";

describe("reclaim that ignores references", () => {
	const machine = machineOf(modelOf(pageScenario({ fix: 0, rounds: 1 })));
	const story = storyOf(machine);

	test("1 preemption, 3 actors, 28 steps; 0 preemptions are exhausted first", () => {
		const { simplest } = simplestRun(machine);
		expect(simplest?.preemptions).toBe(1);
		expect(simplest?.actors).toEqual(["A", "B", "C"]);
		expect(simplest?.finding.schedule.transitions).toHaveLength(28);
		expect(simplest?.levels.map(({ preemptions }) => preemptions)).toEqual([
			0, 1,
		]);
		expect(story?.schedule).toBe("A*12 B*9 C*6 A");
	});

	test("says which steps are needed", () => {
		const need = (label: string) =>
			story?.rows.find(({ transition }) => transition.label === label)?.need;
		expect(need("try_to_release_page")).toBe("needed");
		expect(need("clear_page_dirty_for_io")).toBe("needed");
		expect(need("check buffers")).toBe("needed");
		// Reclaim does not look at references here, so taking one does not matter.
		expect(need("get_page")).toBe("removable");
		expect(need("DMA word 0")).toBe("removable");
	});

	test("says which order is the bug", () => {
		const label = (number: number) => story?.rows[number - 1]?.transition.label;
		const orders = story?.races
			.filter(({ order }) => order === "this-order")
			.map(({ earlier, later }) => [label(earlier), label(later)]);
		expect(orders).toContainEqual(["try_to_release_page", "check buffers"]);
		expect(orders).toContainEqual(["pte unchanged", "page_mkclean, clean"]);
	});

	test("is text that ends with how to replay it", () => {
		const text = storyText(story as NonNullable<typeof story>);
		expect(text).toContain("0 preemptions: exhausted, 811 nodes");
		expect(text.split("\n").at(-1)).toBe("replay: A*12 B*9 C*6 A");
	});

	test("random schedules hit it as rarely as PCT promises, uniform ones not at all", () => {
		const depth2 = hitRate(machine, pct(2, 60), { runs: 5_000 });
		expect(depth2.hits).toBeGreaterThan(5_000 / 240 / 2);
		expect(hitRate(machine, uniform(), { runs: 5_000 }).hits).toBe(0);
	});
});

test("no preemption count below the story's fails: every small failing scenario", () => {
	for (const { scenario, fails } of smallScenarios) {
		const machine = machineOf(modelOf(scenario));
		const { simplest } = simplestRun(machine);
		expect([scenario.name, simplest !== null]).toEqual([scenario.name, fails]);
	}
});

test("coverage of a clean verdict: interleavings, schedules, states", () => {
	const scenario = pageScenario({ fix: 1, rounds: 1, actors: "BCD" });
	const machine = machineOf(modelOf(scenario));
	const verdict = breadthFirst.explore(machine);
	expect(verdict.kind).toBe("holds");
	expect(coverageOf(machine, verdict.counts)).toMatchObject({
		interleavings: bruteForce(machine).runs,
		schedules: 44,
		states: verdict.counts.states,
	});
});

test("a schedule that cannot be followed says where", () => {
	const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
	expect(replay(machine, "A*2 B")).toEqual({
		kind: "stuck",
		after: expect.arrayContaining([]),
		because: "B cannot go on after 2 steps",
	});
	expect(replay(machine, "Z").kind).toBe("stuck");
});
