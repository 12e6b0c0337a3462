// Needs kernel trees: PINFOLD_TREE_6_12=/path or /var/tmp/pinfold-trees/linux-source-6.12, and the same for the others.

import { describe, expect, test } from "vitest";
import { checkTree } from "../../tools/check-citations.ts";
import { folderOf, treeNames, variableOf } from "../../tools/kernel-trees.ts";

describe("the catalogue's sources", () => {
	for (const tree of treeNames) {
		const here = folderOf(tree) !== null;
		const title = here
			? `${tree}: every citation stands and every date agrees`
			: `${tree}: not checked, tree not here (${variableOf(tree)})`;
		test.skipIf(!here)(title, () => {
			const report = checkTree(tree);
			expect(report.faults).toEqual([]);
			expect(report.dated).toBeGreaterThan(200);
		});
	}

	test("are checked against one tree at least", () => {
		expect(
			treeNames.filter((tree) => folderOf(tree) !== null),
			"no kernel tree is here",
		).not.toEqual([]);
	});
});
