// The matrix of both eras against test/slow/matrix-pinned.json: which variant of which failure each scheme lets happen.

import { describe, expect, test } from "vitest";
import { matrixOf } from "../../src/scenarios/matrix.ts";
import pinned from "./matrix-pinned.json" with { type: "json" };
import { reachableIn } from "./reachable-in.ts";

describe("schemes", () => {
	test.each(["v5.0", "v6.12"] as const)("--era %s in less than 60 s", (era) => {
		const matrix = matrixOf({ era });
		const known: Record<string, Record<string, string[]>> = pinned;
		expect(reachableIn(matrix)).toEqual(known[era]);
		expect(
			matrix.rows
				.flatMap((row) => row.cells)
				.filter((cell) => cell.outcome === "unknown"),
		).toEqual([]);
		expect(matrix.elapsedMs).toBeLessThan(60_000);
	});
});
