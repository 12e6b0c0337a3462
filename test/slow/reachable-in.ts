import type { Matrix } from "../../src/scenarios/matrix.ts";

/** "F1: after munmap" per scheme; "F3" where there is only one variant. */
export function reachableIn(matrix: Matrix): Record<string, string[]> {
	return Object.fromEntries(
		matrix.rows.map((row) => [
			`${row.scheme.id} ${row.policy}`,
			row.cells
				.filter((cell) => cell.outcome === "reachable")
				.map((cell) => [cell.failure, ...cell.variants].join("; ")),
		]),
	);
}
