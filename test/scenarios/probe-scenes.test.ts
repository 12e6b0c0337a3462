import { describe, expect, test } from "vitest";
import { flowsOf } from "../../src/explore/compile/model.ts";
import { buildScenario } from "../../src/scenarios/build.ts";
import { judge } from "../../src/scenarios/judge.ts";
import { testOf } from "../../src/scenarios/scene.ts";
import { probeScenes } from "./probe-scenes.ts";
import pinned from "./probe-scenes-pinned.json" with { type: "json" };

const known: Record<string, string> = pinned;

describe("probe scenes: states, ends and ends that meet the condition", () => {
	test.each([...probeScenes])("%s", { timeout: 30_000 }, (name, scene) => {
		const { states, ends, matching } = judge(testOf(scene));
		expect(`${states} ${ends} ${matching}`).toBe(known[name]);
	});
});

describe("sources", () => {
	/** What hardware, a process or the scenario itself does; everything else stands in the kernel. */
	const ownDoing =
		/^(DMA write|store$|SIGBUS|device fault|read\(2\)|no work|bio is done|ftruncate|nap|put_page on a pinned page)/;

	test("every step of the kernel carries a source", () => {
		const without = new Set<string>();
		for (const scene of probeScenes.values())
			for (const flow of flowsOf(buildScenario(testOf(scene)).scenario))
				for (const { label, source } of flow.locations.flat())
					if (source === null && !ownDoing.test(label)) without.add(label);
		expect([...without]).toEqual([]);
	});
});
