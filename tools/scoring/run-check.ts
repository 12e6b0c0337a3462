// Runs the built bundle the way a user does and reads its JSON.

import { spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import type { CheckResult } from "../../src/findings/check-result.ts";

/** Makes paths relative to the tree, also where the run's root was a folder of it. */
function relocate(result: CheckResult, tree: string): CheckResult {
	const root = resolve(tree, result.root);
	const move = (file: string): string =>
		relative(tree, join(root, file)).split(sep).join("/");
	return {
		...result,
		root: tree,
		sites: result.sites.map((site) => ({
			...site,
			file: move(site.file),
			releases: site.releases.map((call) => ({
				...call,
				file: move(call.file),
			})),
			dirties: site.dirties.map((call) => ({ ...call, file: move(call.file) })),
		})),
		findings: result.findings.map((finding) => ({
			...finding,
			file: move(finding.file),
			notes: finding.notes.map((note) => ({ ...note, file: move(note.file) })),
		})),
	};
}

/** A result saved earlier with `--format json`. */
export function readResult(file: string, tree: string): CheckResult {
	return relocate(JSON.parse(readFileSync(file, "utf8")), resolve(tree));
}

/**
 * `pinfold check TREE --format json`; throws with its words where it refuses or breaks.
 * The output goes through a file: a pipe would have to hold many megabytes.
 */
export function runCheck(
	bundle: string,
	tree: string,
	options: readonly string[] = [],
): CheckResult {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-score-"));
	const output = join(folder, "result.json");
	try {
		const run = spawnSync(
			process.execPath,
			[bundle, "check", tree, "--format", "json", "--quiet", ...options],
			{ stdio: ["ignore", openSync(output, "w"), "pipe"], encoding: "utf8" },
		);
		if (run.status !== 0 && run.status !== 1)
			throw new Error(`pinfold check ${tree} failed: ${run.stderr}`);
		return readResult(output, tree);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
