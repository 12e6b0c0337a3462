// Times what is done again and again, interleaved in one run, and prints medians and ratios.
//
// node bench/living.mjs [TREE] [--runs N]
//
// rg      the floor: the files with one of the words that make Pinfold read a file
// warm    a whole tree whose results are in the cache
// diff    one patch of one line to a driver, nothing in the cache
//
// Last lines: ratio_warm (warm / rg) and diff_seconds.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { rgPath } from "@vscode/ripgrep";
import { buildBundle, bundle, isStale } from "../tools/build.mjs";
import { importTypeScript } from "../tools/import-typescript.mjs";
import { median, run } from "./measure.mjs";

const trees = process.env.PINFOLD_TREES ?? "/var/tmp/pinfold-trees";
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { runs: { type: "string", default: "5" } },
});
const tree = resolve(positionals[0] ?? join(trees, "linux-source-6.12"));
const runs = Number(values.runs);
if (!existsSync(join(tree, "mm/gup.c"))) fail(`${tree}: no kernel tree`);
if (!Number.isInteger(runs) || runs < 1) fail("--runs: give a number");
if (isStale()) await buildBundle();

/** Adds a line at the beginning of the file, so the patch fits whatever else is in it. */
const patched = "drivers/misc/genwqe/card_utils.c";
const patch = `--- /dev/null
+++ b/${join(dirname(patched), "pinfold-bench.h")}
@@ -0,0 +1 @@
+#define PINFOLD_BENCH 1
--- a/${patched}
+++ b/${patched}
@@ -0,0 +1 @@
+#include "pinfold-bench.h"
`;

const folder = mkdtempSync(join(tmpdir(), "pinfold-bench-"));
const patchFile = join(folder, "x.patch");
writeFileSync(patchFile, patch);
const { needles } = await importTypeScript("src/cli/needles.ts");
const check = [process.execPath, bundle, "check", tree, "--format", "json"];
const commands = {
	rg: [
		...[rgPath, "-l", "-F", "-g", "*.[ch]"],
		...needles().flatMap((needle) => ["-e", needle]),
		".",
	],
	warm: [...check, "--cache-dir", join(folder, "cache")],
	diff: [...check, "--no-cache", "--diff", patchFile],
};

async function time(name) {
	const { ms, status } = await run(commands[name], { cwd: tree });
	if (status !== 0 && (name === "rg" || status !== 1))
		fail(`${commands[name].join(" ")}: exit code ${status}`);
	return ms;
}

function fail(reason) {
	process.stderr.write(`bench: ${reason}\n`);
	process.exit(2);
}

const names = Object.keys(commands);
const times = Object.fromEntries(names.map((name) => [name, []]));
for (const name of names) await time(name);
for (let round = 0; round < runs; round += 1)
	for (const name of names) times[name].push(await time(name));
rmSync(folder, { recursive: true });

console.log(`${tree}, median of ${runs} after a warm-up, interleaved`);
for (const name of names) {
	const [least, most] = [Math.min(...times[name]), Math.max(...times[name])];
	console.log(
		`${name.padEnd(6)} ${seconds(median(times[name]))} s (${seconds(least)} to ${seconds(most)})`,
	);
}

function seconds(ms) {
	return (ms / 1000).toFixed(2);
}

console.log(`ratio_warm ${(median(times.warm) / median(times.rg)).toFixed(2)}`);
console.log(`diff_seconds ${seconds(median(times.diff))}`);
