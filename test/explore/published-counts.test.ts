// Published numbers of classes, exactly, with nothing started in vain.

import { describe, expect, test } from "vitest";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { optimalDpor } from "../../src/explore/dpor/optimal.ts";
import type { Scenario } from "../../src/explore/language/scenario.ts";
import * as published from "./published-programs.ts";

const rows: [Scenario, number][] = [
	[published.readers(2), 4],
	[published.readers(8), 256],
	[published.readers(13), 8192],
	[published.writers(6), 720],
	[published.lastzero(5), 64],
	[published.lastzero(10), 3328],
	[published.indexer(12), 8],
	[published.indexer(15), 4096],
	[published.indexer(12, true), 8],
	[published.filesystem(14), 2],
	[published.filesystem(16), 8],
	[published.filesystem(18), 32],
	[published.coa(1), 4],
	[published.coa(2), 15],
	[published.coa(3), 130],
	[published.coa(4), 2028],
	[published.casrot(3), 5],
	[published.casrot(5), 43],
	[published.casrot(7), 523],
	[published.casrot(8), 2048],
	[published.casw(2), 6],
	[published.casw(3), 66],
	[published.casw(4), 1200],
	[published.wcas(2), 5],
	[published.wcas(5), 81],
	[published.wcas(9), 2305],
	[published.increments(4, 1), 24],
	[published.increments(3, 2), 36],
	[published.increments(4, 2), 576],
	[published.increments(3, 3), 216],
	[published.increments(4, 3), 13824],
	[published.lockinc(4, 1), 24],
	[published.lockinc(6, 1), 720],
	[published.lockinc(4, 2), 24],
	[published.inc(3), 36],
	[published.inc(4), 576],
	[published.rw(4), 576],
	[published.wainc(2), 6],
	[published.wainc(3), 24],
	[published.wainc(4), 120],
	[published.eratosthenes(5), 398],
	[published.lamport(2), 16],
	[published.big0(), 69112],
	[published.poplExample(), 5],
	[published.combinationLock(), 6],
	[published.sleepingRaces6(), 10],
];

describe("published numbers of classes", () => {
	test.each(rows.map(([scenario, count]) => ({ scenario, count })))(
		"$scenario.name: $count",
		({ scenario, count }) => {
			const result = optimalDpor(machineOf(modelOf(scenario)));
			expect(result).toMatchObject({
				runs: count,
				blocked: 0,
				stopped: null,
			});
		},
	);
});
