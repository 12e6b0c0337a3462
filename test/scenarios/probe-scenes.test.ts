import { describe, expect, test } from "vitest";
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
