import { describe, expect, test } from "vitest";
import { modelOf } from "../../src/explore/compile/model.ts";
import { buildScenario } from "../../src/scenarios/build.ts";
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

test("every step knows which operation of its column it belongs to", () => {
	const { scenario } = buildScenario(
		testOf({
			era: "v6.12",
			actors: { driver: "pin dma_write unpin_dirty", flusher: "writepages" },
			exists: "F2",
		}),
	);
	const steps = modelOf(scenario).transitions;
	const sectionOf = (actor: number, text: string) => [
		...new Set(
			steps
				.filter((one) => one.actor === actor && one.label.includes(text))
				.map((one) => one.section),
		),
	];
	expect(sectionOf(0, "mmap_read_lock_killable")).toEqual([0]);
	expect(sectionOf(0, "DMA write")).toEqual([1]);
	expect(sectionOf(0, "folio_mark_dirty")).toContain(2);
	expect(sectionOf(1, "folio_end_writeback")).toEqual([0]);
	expect(steps.filter((one) => one.section === null)).toEqual([]);
});
