import type { ClaimResult } from "../claims/decide.ts";

/** `[{ id, verdict, states, schedule, note }]` and more, the contract of `claims --format json`. */
export function claimsJson(results: readonly ClaimResult[]) {
	return results.map((one) => ({
		id: one.id,
		verdict: one.verdict,
		states: one.states,
		schedule: one.schedule,
		note: one.note,
		says: one.says,
		source: one.source,
		evidence: one.evidence.map(
			({ about, expected, observed, agrees, states }) => ({
				about,
				expected,
				observed,
				agrees,
				states,
			}),
		),
	}));
}
