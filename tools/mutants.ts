// Puts faults into the clean sites of a kernel tree, one at a time and in memory, and counts those that `check` finds.
//
//   npm run bench:mutants -- --tree PATH [--kernel 6.12] [--json FILE] [--sample N] [--seed N] [--only REGEXP] [--verbose]
//
// Without --sample every mutant is judged; --only takes those whose line, as --verbose prints it, the expression matches. Kinds of fault: tools/mutants/make-mutants.ts.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseKernelVersion } from "../src/catalog/kernel-version.ts";
import type { CParser } from "../src/csource/parser.ts";
import { createParser } from "../src/csource/tree-sitter-parser.ts";
import { renderMutantScore, runMutants } from "./mutants/run-mutants.ts";
import { readResult, runCheck } from "./scoring/run-check.ts";

declare const __PINFOLD_ROOT__: string;

function parserOf(root: string): Promise<CParser> {
	const require = createRequire(join(root, "package.json"));
	const read = (name: string): Buffer => readFileSync(require.resolve(name));
	return createParser({
		runtime: read("web-tree-sitter/web-tree-sitter.wasm"),
		grammar: read("tree-sitter-c/tree-sitter-c.wasm"),
	});
}

export async function main(args: readonly string[]): Promise<number> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			tree: { type: "string" },
			kernel: { type: "string", default: "6.12" },
			json: { type: "string" },
			sample: { type: "string" },
			seed: { type: "string", default: "1" },
			only: { type: "string" },
			verbose: { type: "boolean", default: false },
		},
	});
	const kernel = parseKernelVersion(values.kernel);
	if (values.tree === undefined || kernel === null) {
		console.error("mutants: --tree PATH and --kernel X.Y are needed");
		return 2;
	}
	const tree = resolve(values.tree);
	const { sites, findings } = values.json
		? readResult(values.json, tree)
		: runCheck(join(__PINFOLD_ROOT__, "dist/pinfold.mjs"), tree);
	const options = {
		tree,
		kernel,
		sample: values.sample === undefined ? null : Number(values.sample),
		seed: Number(values.seed),
		only: values.only === undefined ? null : new RegExp(values.only),
	};
	const parser = await parserOf(__PINFOLD_ROOT__);
	const score = runMutants(sites, findings, options, parser);
	console.log(renderMutantScore(score, values.verbose));
	return 0;
}
