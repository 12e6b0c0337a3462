import { describe, expect, test } from "vitest";
import { judge, reach } from "../../src/scenarios/judge.ts";
import { testOf } from "../../src/scenarios/scene.ts";

const scene = (exists: string, driver: string) =>
	testOf({ era: "v6.12", actors: { driver }, exists });

describe("judging a scene", () => {
	test("never, sometimes, always", () => {
		expect(judge(scene("A.pins=2", "pin")).observed).toBe("Never");
		expect(judge(scene("A.pins=1", "pin")).observed).toBe("Always");
		const race = testOf({
			era: "v6.12",
			actors: { driver: "pin", other: "truncate" },
			exists: "A.pins=1",
		});
		expect(judge(race).observed).toBe("Sometimes");
	});

	test("a scene that asks more than the counters hold is refused, not misread", () => {
		const writes = Array.from({ length: 9 }, () => "dma_write").join(" ");
		const tooMuch = scene("A.pins=1", `pin ${writes}`);
		expect(() => judge(tooMuch)).toThrow(/memory/);
		expect(() => reach(tooMuch)).toThrow(/memory/);
	});

	test("an unknown name in the condition says what there is", () => {
		expect(() => judge(scene("A.pims=1", "pin"))).toThrow(
			/there is no "A.pims"/,
		);
		expect(() => judge(scene("F99", "pin"))).toThrow(/no failure "F99"/);
	});

	test("a cached verdict is the same", () => {
		const cache = new Map();
		const first = reach(scene("F16", "pin unpin"), {}, cache);
		const second = reach(scene("F16", "pin unpin"), {}, cache);
		expect(cache.size).toBe(1);
		expect(second.reachable).toBe(first.reachable);
	});
});
