// Scores `pinfold check` against the sites that were read by hand.
//
//   npm run score:sites -- --tree /path/to/linux-source-6.12 [--json FILE] [--truth FILE] [--verbose]
//
// --json FILE takes a saved result instead of running; --verbose adds the list of misses and of the sites the table
// does not have. What is compared, and what is not: tools/scoring/score-sites.ts.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "./build.mjs";
import { importTypeScript } from "./import-typescript.mjs";

const { values } = parseArgs({
	options: {
		tree: { type: "string" },
		json: { type: "string" },
		truth: {
			type: "string",
			default: new URL("../../shared/truth/sites.tsv", import.meta.url)
				.pathname,
		},
		verbose: { type: "boolean", default: false },
	},
});
if (values.tree === undefined) {
	console.error("score-sites: --tree PATH is missing");
	process.exit(2);
}

const { readTable, readResult, runCheck, scoreSites, ...rendering } =
	await importTypeScript("tools/scoring/index.ts");
const tree = resolve(values.tree);
const rows = readTable(readFileSync(values.truth, "utf8"));
const result = values.json
	? readResult(values.json, tree)
	: runCheck(bundle, tree);
const score = scoreSites(rows, result.sites, (path) => {
	const file = join(tree, path);
	return existsSync(file) ? readFileSync(file, "latin1") : null;
});

console.log(rendering.renderSiteScore(score));
if (values.verbose) {
	console.log("\nmisses:");
	for (const miss of score.misses) console.log(`  ${miss}`);
	console.log("\ninvented:");
	console.log(rendering.renderSiteList(score.invented));
	console.log("\nnot in this table:");
	console.log(rendering.renderSiteList(score.notInTable));
}
