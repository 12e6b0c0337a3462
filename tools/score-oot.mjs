// Scores `pinfold check` against out-of-tree drivers that were read by hand.
//
//   npm run score:oot -- [--mirror DIR] [--checkouts DIR] [--truth FILE] [--verbose]
//
// A repository is taken from DIR/owner+name (a checkout that stands at the commit of the table, --checkouts) or from
// the git directory DIR/owner+name/repo (--mirror), of which the C files of that commit are unpacked to a temporary
// folder. What is not at hand is counted. How a row is judged: tools/scoring/score-oot.ts.

import { spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "./build.mjs";
import { importTypeScript } from "./import-typescript.mjs";

const beside = (path) => new URL(`../../${path}`, import.meta.url).pathname;
const { values } = parseArgs({
	options: {
		mirror: { type: "string", default: beside(".mirror") },
		checkouts: { type: "string" },
		truth: { type: "string", default: beside("shared/truth/oot.tsv") },
		verbose: { type: "boolean", default: false },
	},
});

/** Unpacks the C files of a commit; null where the git directory does not have it. */
function unpack(gitDirectory, commit, folder) {
	const archive = join(folder, "archive.tar");
	const tree = join(folder, "tree");
	const made = spawnSync("git", [
		`--git-dir=${gitDirectory}`,
		"archive",
		`--output=${archive}`,
		commit,
		"--",
		":(glob)**/*.c",
		":(glob)**/*.h",
	]);
	if (made.status !== 0) return null;
	mkdirSync(tree);
	return spawnSync("tar", ["-xf", archive, "-C", tree]).status === 0
		? tree
		: null;
}

/** The folder with the sources of a repository, or null. */
function locate(repo, commit, folder) {
	const name = repo.replace("/", "+");
	const checkout = values.checkouts && join(values.checkouts, name);
	if (checkout && existsSync(checkout)) return checkout;
	const mirror = join(values.mirror, name, "repo");
	return existsSync(mirror) ? unpack(mirror, commit, folder) : null;
}

const { readTable, runCheck, scoreOot, renderOotScore } =
	await importTypeScript("tools/scoring/index.ts");
const rows = readTable(readFileSync(values.truth, "utf8"));
const wanted = new Map(
	rows.map((row) => [`${row.repo} ${row.commit}`, [row.repo, row.commit]]),
);
const folder = mkdtempSync(join(tmpdir(), "pinfold-oot-"));
try {
	const checkouts = [...wanted.values()].flatMap(([repo, commit], index) => {
		const own = join(folder, String(index));
		mkdirSync(own);
		const tree = locate(repo, commit, own);
		if (tree === null) return [];
		const { findings } = runCheck(bundle, tree);
		const readSource = (path) => {
			const full = join(tree, path);
			return existsSync(full) ? readFileSync(full, "latin1") : null;
		};
		return [{ repo, commit, findings, readSource }];
	});
	console.log(renderOotScore(scoreOot(rows, checkouts), values.verbose));
} finally {
	rmSync(folder, { recursive: true });
}
