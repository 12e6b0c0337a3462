// Compares what a converter does to an older kernel tree with what the kernel's developers did by a newer one.
//
//   npm run bench:convert -- OLDTREE NEWTREE [--diff FILE] [--json]
//
// Without --diff the converter is `pinfold convert --to NEW --dry-run`; --diff takes the output of another, such as
//   spatch --sp-file convert.cocci --no-includes --very-quiet --use-coccigrep --dir OLDTREE > FILE
// What is compared, and what is not: bench/convert/compare-trees.ts. Exit code 0 whatever the figures are.

import { spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildBundle, bundle, isStale } from "../../tools/build.mjs";
import { importTypeScript } from "../../tools/import-typescript.mjs";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		diff: { type: "string" },
		json: { type: "boolean", default: false },
	},
});
const [oldTree, newTree] = positionals.map((path) => resolve(path));
if (positionals.length !== 2)
	fail("give two trees, the older first: compare-upstream.mjs OLDTREE NEWTREE");
if (isStale()) await buildBundle();

const { compareTrees, figuresOf, kernelOfTree, renderComparison } =
	await importTypeScript("bench/convert/index.ts");
const scratch = mkdtempSync(join(tmpdir(), "pinfold-compare-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const older = await readTree(oldTree);
const newer = await readTree(newTree);
const { diff, explain, mended } = values.diff
	? {
			diff: readFileSync(values.diff, "utf8"),
			explain: () => null,
			mended: [],
		}
	: convert(oldTree, newer.kernel);
const comparison = compareTrees(older, newer, apply(oldTree, diff), mended);

console.log(
	values.json
		? JSON.stringify(figuresOf(comparison))
		: `${oldTree} (${older.kernel}) to ${newTree} (${newer.kernel})\n${renderComparison(comparison, explain)}`,
);

async function readTree(tree) {
	const kernel = await kernelOfTree(tree);
	if (kernel === null) fail(`${tree}: no kernel tree`);
	const { sites } = pinfold("sites", "--format", "json", "--quiet", tree);
	return {
		kernel,
		sites,
		read: (file) => {
			const path = join(tree, file);
			return existsSync(path) ? readFileSync(path, "latin1") : null;
		},
	};
}

/** What pinfold would do: the diffs of its conversions as one text, the reasons by function, and what it mends apart. */
function convert(tree, to) {
	const result = pinfold(
		...["convert", "--to", to, "--dry-run", "--format", "json", "--quiet"],
		tree,
	);
	return {
		diff: result.patches.map((patch) => patch.diff).join(""),
		// What is mended apart is no part of the conversion, upstream neither.
		mended: result.patches.flatMap(({ mends }) =>
			mends.flatMap(({ kind, files }) =>
				files.map(({ file }) => ({ file, kind })),
			),
		),
		explain: (file, name) => {
			const reasons = result.sites
				.filter((site) => site.file === file && site.function === name)
				.map(({ decision, reason }) => `${decision}, ${reason}`);
			return reasons.length === 0 ? null : [...new Set(reasons)].join("; ");
		},
	};
}

/** The output goes through a file: a pipe would have to hold many megabytes. */
function pinfold(...args) {
	const file = join(scratch, "result.json");
	const { status, stderr } = spawnSync(process.execPath, [bundle, ...args], {
		stdio: ["ignore", openSync(file, "w"), "pipe"],
		encoding: "utf8",
	});
	if (status !== 0 && status !== 1) fail(stderr.trim());
	return JSON.parse(readFileSync(file, "utf8"));
}

/** The files that a diff changes, as they are afterwards: put into copies, so that the tree stays as it is. */
function apply(tree, diff) {
	const files = [...diff.matchAll(/^\+\+\+ b\/(\S+)/gm)].map(
		([, file]) => file,
	);
	const copy = join(scratch, "tree");
	for (const file of files) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		cpSync(join(tree, file), join(copy, file));
	}
	if (files.length > 0) {
		const options = ["apply", "--whitespace=nowarn", "--unidiff-zero", "-"];
		const { status, stderr } = spawnSync("git", options, {
			cwd: copy,
			input: diff,
			encoding: "utf8",
			// Without a repository: that of the folder above is none of its business.
			env: { ...process.env, GIT_CEILING_DIRECTORIES: scratch },
		});
		if (status !== 0) fail(`the diff does not apply: ${stderr}`);
	}
	return (file) =>
		files.includes(file) ? readFileSync(join(copy, file), "latin1") : null;
}

function fail(sentence) {
	console.error(`compare-upstream: ${sentence}`);
	process.exit(2);
}
