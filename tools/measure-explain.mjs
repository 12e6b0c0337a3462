// Runs `pinfold explain` on every site of a truth table, one process for each, and says how long it takes and what it answers.
//
// node tools/measure-explain.mjs --tree /path/to/linux-source-6.12 --table sites.tsv [--kernel 6.12] [--verbose]
// Exit code 1 if a site gets no answer, the median is above 1 s, or one is above 20 s.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
	options: {
		tree: { type: "string" },
		table: { type: "string" },
		kernel: { type: "string" },
		verbose: { type: "boolean", default: false },
	},
});
if (values.tree === undefined || values.table === undefined) {
	console.error(
		"usage: node tools/measure-explain.mjs --tree TREE --table SITES.tsv [--kernel X.Y] [--verbose]",
	);
	process.exit(2);
}

const bundle = join(
	dirname(dirname(fileURLToPath(import.meta.url))),
	"dist",
	"pinfold.mjs",
);
const [head = "", ...rows] = readFileSync(values.table, "utf8")
	.trimEnd()
	.split("\n");
const columns = head.split("\t");
const field = (row, name) => row.split("\t")[columns.indexOf(name)] ?? "";

const times = [];
let [answered, unknown, refused] = [0, 0, 0];
for (const row of rows) {
	const place = `${join(values.tree, field(row, "file"))}:${field(row, "line")}`;
	const started = performance.now();
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[
			bundle,
			"explain",
			place,
			"--format",
			"json",
			...(values.kernel === undefined ? [] : ["--kernel", values.kernel]),
		],
		{ encoding: "utf8", maxBuffer: 1 << 28 },
	);
	const elapsed = performance.now() - started;
	times.push(elapsed);
	const shown = `${field(row, "file")}:${field(row, "line")}`;
	if (status !== 0) {
		refused++;
		console.log(
			`no answer   ${shown}  ${stderr.split("\n")[0]?.slice(0, 160)}`,
		);
		continue;
	}
	const explanation = JSON.parse(stdout);
	const exact = explanation.site.line === Number(field(row, "line"));
	const reachable = explanation.outcomes.filter((one) => one.reachable);
	const says =
		explanation.unknown.length > 0
			? `not known: ${explanation.unknown.join(" ")}`
			: "";
	if (says === "") answered++;
	else unknown++;
	if (values.verbose || !exact)
		console.log(
			`${`${Math.round(elapsed)}`.padStart(6)} ms  ${exact ? "" : "(another line) "}${shown} ${explanation.site.api} case ${explanation.site.case}/${field(row, "case")}: ${reachable.map((one) => one.failure).join(" ")}  ${says}`,
		);
}
times.sort((a, b) => a - b);
const median = times[times.length >> 1] ?? 0;
const longest = times.at(-1) ?? 0;
console.log(
	`${rows.length} sites: ${answered} explained, ${unknown} with something unknown, ${refused} without an answer; median ${Math.round(median)} ms, longest ${Math.round(longest)} ms`,
);
process.exitCode = refused > 0 || median > 1000 || longest > 20_000 ? 1 : 0;
