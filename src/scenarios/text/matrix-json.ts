import type { Matrix } from "../matrix.ts";

/** `{ era, failures, schemes: [{ id, name, policy, outcomes, cost }] }`, the contract of `schemes --format json`. */
export function matrixJson(matrix: Matrix) {
	return {
		era: matrix.era,
		failures: matrix.failures,
		schemes: matrix.rows.map((row) => ({
			id: row.scheme.id,
			name: row.scheme.name,
			policy: row.policy,
			source: row.scheme.source,
			fate: row.scheme.fate,
			outcomes: Object.fromEntries(
				row.cells.map(({ failure, outcome, variants, states, steps }) => [
					failure,
					{
						outcome,
						variants,
						states,
						...(outcome === "reachable" && steps < Number.MAX_SAFE_INTEGER
							? { steps }
							: {}),
					},
				]),
			),
			cost: row.cost,
		})),
		states: matrix.states,
		elapsedMs: Math.round(matrix.elapsedMs),
	};
}
