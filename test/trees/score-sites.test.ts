// The figures that issue 2 asks for, on a real kernel tree: linux-source-6.12 of Debian.
//
// PINFOLD_TREE_6_12 names the unpacked tree (default /var/tmp/pinfold-trees/linux-source-6.12). The truth table lies
// beside the repository and is not part of it; without the two the tests are skipped and say so.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { isCallOn } from "../../tools/scoring/c-text.ts";
import { percent } from "../../tools/scoring/fraction.ts";
import { cell, readTable } from "../../tools/scoring/read-table.ts";
import { runCheck } from "../../tools/scoring/run-check.ts";
import {
	renderSiteScore,
	type SiteScore,
	scoreSites,
} from "../../tools/scoring/score-sites.ts";

const at = (path: string): string =>
	fileURLToPath(new URL(`../../${path}`, import.meta.url));
const tree =
	process.env.PINFOLD_TREE_6_12 ?? "/var/tmp/pinfold-trees/linux-source-6.12";
const truth = at("../shared/truth/sites.tsv");
const bundle = at("dist/pinfold.mjs");

const missing = [tree, truth].filter((path) => !existsSync(path));
if (missing.length > 0)
	console.log(
		`the sites of linux 6.12 are not scored: no ${missing.join(", ")}`,
	);

function readSource(path: string): string | null {
	const file = join(tree, path);
	return existsSync(file) ? readFileSync(file, "latin1") : null;
}

describe.skipIf(missing.length > 0)("sites of linux-source-6.12", () => {
	test("the table names calls that are there", () => {
		const absent = readTable(readFileSync(truth, "utf8"))
			.filter((row) => {
				const text = readSource(cell(row, "file"));
				const line = Number(cell(row, "line"));
				return text === null || !isCallOn(text, line, cell(row, "acquire_api"));
			})
			.map((row) => `${cell(row, "file")}:${cell(row, "line")}`);
		expect(absent).toEqual([]);
	});

	describe.skipIf(!existsSync(bundle))("scored", () => {
		let score: SiteScore;

		beforeAll(() => {
			const rows = readTable(readFileSync(truth, "utf8"));
			score = scoreSites(rows, runCheck(bundle, tree).sites, readSource);
			console.log(renderSiteScore(score));
		});

		test("every site is found, none is invented, none is in a damaged function", () => {
			const lost = score.misses.filter((miss) =>
				miss.endsWith(": site not found"),
			);
			expect(lost).toEqual([]);
			expect(score.invented).toEqual([]);
			expect(score.damaged).toEqual([]);
		});

		test("releases: recall at least 75 %, precision at least 85 %", () => {
			expect(percent(score.releaseRecall)).toBeGreaterThanOrEqual(75);
			expect(percent(score.releasePrecision)).toBeGreaterThanOrEqual(85);
		});

		test("the case is equal in at least 70 %", () => {
			expect(score.caseEqual.of).toBeGreaterThan(0);
			expect(percent(score.caseEqual)).toBeGreaterThanOrEqual(70);
		});
	});
});
