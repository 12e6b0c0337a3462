import { describe, expect, test } from "vitest";
import {
	type Caller,
	exploreStage,
	stages,
} from "../../src/scenarios/rollout.ts";

const [placeholder, converting, counted, actedOn] = stages;

function outcome(
	stage: (typeof stages)[number] | undefined,
	...callers: Caller[]
) {
	if (stage === undefined) throw new Error("there are four stages");
	const { imbalance, f1 } = exploreStage(stage, callers);
	return { imbalance, f1 };
}

describe("the four stages of 2018-07-09", () => {
	test("1: a placeholder changes nothing", () => {
		expect(outcome(placeholder, "missed")).toEqual({
			imbalance: false,
			f1: true,
		});
	});

	test("2: while it is put_page(), a missed caller does no harm, and cannot be seen", () => {
		expect(outcome(converting, "converted")).toEqual({
			imbalance: false,
			f1: true,
		});
		expect(outcome(converting, "missed")).toEqual({
			imbalance: false,
			f1: true,
		});
	});

	test("3: once counted, a missed caller shows as an imbalance; F1 remains", () => {
		expect(outcome(counted, "converted")).toEqual({
			imbalance: false,
			f1: true,
		});
		expect(outcome(counted, "missed").imbalance).toBe(true);
	});

	test("3: one missed caller among converted ones is enough", () => {
		expect(outcome(counted, "converted", "missed").imbalance).toBe(true);
	});

	test("4: acted on, with all callers converted, F1 is gone", () => {
		expect(outcome(actedOn, "converted")).toEqual({
			imbalance: false,
			f1: false,
		});
	});
});
