// Scores `pinfold check` against bugs that were fixed upstream.
//
//   npm run score:bugs -- --tree v6.1=/path --tree v6.12=/path … [--json v6.1=FILE] [--truth FILE] [--verbose]
//
// The names of the trees are those of the table. How a row is judged: tools/scoring/score-bugs.ts.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "./build.mjs";
import { importTypeScript } from "./import-typescript.mjs";

const { values } = parseArgs({
	options: {
		tree: { type: "string", multiple: true, default: [] },
		json: { type: "string", multiple: true, default: [] },
		truth: {
			type: "string",
			default: new URL("../../shared/truth/bugs.tsv", import.meta.url).pathname,
		},
		verbose: { type: "boolean", default: false },
	},
});
if (values.tree.length === 0) {
	console.error("score-bugs: no --tree NAME=PATH");
	process.exit(2);
}

/** `v5.9=/path` as [name, path]. */
function pair(text) {
	const at = text.indexOf("=");
	return [text.slice(0, at), text.slice(at + 1)];
}

const { readTable, readResult, runCheck, scoreBugs, renderBugScore } =
	await importTypeScript("tools/scoring/index.ts");
const saved = new Map(values.json.map(pair));
const trees = values.tree.map(pair).map(([name, path]) => {
	const tree = resolve(path);
	const file = saved.get(name);
	const { findings } = file ? readResult(file, tree) : runCheck(bundle, tree);
	const readSource = (source) => {
		const full = join(tree, source);
		return existsSync(full) ? readFileSync(full, "latin1") : null;
	};
	return { name, findings, readSource };
});
const rows = readTable(readFileSync(values.truth, "utf8"));
console.log(renderBugScore(scoreBugs(rows, trees), values.verbose));
