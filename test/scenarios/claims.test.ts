// The ledger: verdicts and numbers of states are pinned, so that a change of the model shows.

import { describe, expect, test } from "vitest";
import { decide } from "../../src/scenarios/claims/decide.ts";
import { ledger } from "../../src/scenarios/claims/ledger.ts";
import pinned from "./claims-pinned.json" with { type: "json" };

describe("claims", () => {
	test("the ledger is complete and in order", () => {
		expect(ledger.map((claim) => claim.id)).toEqual(
			Array.from(
				{ length: 63 },
				(_, index) => `C${`${index + 1}`.padStart(2, "0")}`,
			),
		);
	});

	test.each(ledger)("$id", { timeout: 60_000 }, (claim) => {
		const result = decide(claim);
		const known: Record<string, { verdict: string; states: number }> = pinned;
		expect({ verdict: result.verdict, states: result.states }).toEqual(
			known[claim.id],
		);
		if (result.verdict === "not modelled") expect(result.note).not.toBe("");
		if (result.verdict === "refuted") expect(result.note).not.toBe("");
	});

	test("at least 55 are decided", () => {
		const decided = Object.values(pinned).filter(
			(one) => one.verdict !== "not modelled",
		);
		expect(decided.length).toBeGreaterThanOrEqual(55);
	});
});
