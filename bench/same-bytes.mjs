// Shows that the number of workers leaves no trace: checks a whole tree with 1 and with 2 workers and compares every byte
// of the text and of the JSON. The JSON's elapsedMs is the one thing blanked.
//
// node bench/same-bytes.mjs [TREE]

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { buildBundle, bundle, isStale } from "../tools/build.mjs";
import { run } from "./measure.mjs";

const defaultTree =
	process.env.PINFOLD_TREE_6_12 ?? "/var/tmp/pinfold-trees/linux-source-6.12";
const tree = resolve(process.argv[2] ?? defaultTree);
if (!existsSync(tree)) {
	process.stderr.write(`same-bytes: ${tree}: no such folder\n`);
	process.exit(2);
}
if (isStale()) await buildBundle();

async function check(workers, format) {
	const { stdout, status } = await run([
		...[process.execPath, bundle, "check", "--no-cache", tree, "--all"],
		...["--workers", workers, "--format", format],
	]);
	const text = stdout.replace(/"elapsedMs": \d+/, '"elapsedMs": 0');
	const hash = createHash("sha256").update(text).digest("hex");
	console.log(
		`${format} ${workers} worker(s): ${text.length} characters, exit code ${status}, sha256 ${hash}`,
	);
	return `${status} ${hash}`;
}

let same = true;
for (const format of ["text", "json"])
	same = (await check("1", format)) === (await check("2", format)) && same;
console.log(same ? "same bytes" : "DIFFERENT BYTES");
process.exit(same ? 0 : 1);
