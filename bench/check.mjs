// Times the whole-tree check beside its peers, interleaved in one run, and prints medians and ratios.
//
// node bench/check.mjs [TREE] [--runs N] [--cocci FOLDER]
//
// rg      the floor: the files with one of the words that make Pinfold read a file
// spatch  naive semantic patches for one call family, without preparing the tree. --use-coccigrep, its built-in filter,
//         is the fastest that needs no index: --use-gitgrep wants a git repository of the tree (on v6.12 it was 1.4 times
//         faster, after 15.7 s to make the index), idutils and glimpse a database.
// pinfold the bundle, as installed: search, read, judge, print JSON; one process from start to end
//
// Last lines: ratio_rg and ratio_spatch (pinfold / peer, spatch's faster rule) and peak_mb (pinfold's process tree).

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rgPath } from "@vscode/ripgrep";
import { buildBundle, bundle, isStale } from "../tools/build.mjs";
import { importTypeScript } from "../tools/import-typescript.mjs";
import { median, peakMemory, run } from "./measure.mjs";

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const defaultTree =
	process.env.PINFOLD_TREE_6_12 ?? "/var/tmp/pinfold-trees/linux-source-6.12";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		runs: { type: "string", default: "5" },
		cocci: {
			type: "string",
			default: join(repository, "../shared/bench/coccinelle"),
		},
	},
});
const tree = resolve(positionals[0] ?? defaultTree);
const runs = Number(values.runs);

if (!existsSync(join(tree, "mm/gup.c"))) fail(`${tree}: no kernel tree`);
if (!Number.isInteger(runs) || runs < 1) fail("--runs: give a number");
if (isStale()) await buildBundle();

const { needles } = await importTypeScript("src/cli/needles.ts");
const commands = {
	rg: [
		...[rgPath, "-l", "-F", "-g", "*.[ch]"],
		...needles().flatMap((needle) => ["-e", needle]),
		".",
	],
	spatch_pair: spatch("gup_pair.cocci"),
	spatch_path: spatch("gup_path.cocci"),
	pinfold: [
		process.execPath,
		bundle,
		"check",
		"--no-cache",
		tree,
		"--format",
		"json",
	],
};

function spatch(rule) {
	return [
		...["spatch", "--sp-file", join(values.cocci, rule), "-D", "report"],
		...["--no-includes", "--very-quiet", "-j", "2", "--use-coccigrep"],
		...["--dir", "."],
	];
}

/** pinfold exits with 1 when it has findings. */
const goodStatus = { rg: [0], pinfold: [0, 1] };

async function time(name) {
	const { ms, status } = await run(commands[name], { cwd: tree });
	if (!(goodStatus[name] ?? [0]).includes(status))
		fail(`${commands[name].join(" ")}: exit code ${status}`);
	return ms;
}

function fail(reason) {
	process.stderr.write(`bench: ${reason}\n`);
	process.exit(2);
}

const names = Object.keys(commands);
const times = Object.fromEntries(names.map((name) => [name, []]));
for (const name of names) await time(name).catch((error) => fail(error));
for (let round = 0; round < runs; round += 1)
	for (const name of names) times[name].push(await time(name));

console.log(`${tree}, median of ${runs} after a warm-up, interleaved`);
for (const name of names) {
	const [least, most] = [Math.min(...times[name]), Math.max(...times[name])];
	console.log(
		`${name.padEnd(12)} ${seconds(median(times[name]))} s (${seconds(least)} to ${seconds(most)})`,
	);
}

function seconds(ms) {
	return (ms / 1000).toFixed(2);
}

const pinfold = median(times.pinfold);
const fasterSpatch = Math.min(
	median(times.spatch_pair),
	median(times.spatch_path),
);
const peak = await peakMemory(commands.pinfold, { cwd: tree });
console.log(`ratio_rg ${(pinfold / median(times.rg)).toFixed(2)}`);
console.log(`ratio_spatch ${(pinfold / fasterSpatch).toFixed(2)}`);
console.log(`peak_mb ${peak.toFixed(0)}`);
