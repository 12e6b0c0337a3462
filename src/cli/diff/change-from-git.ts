// What the files on the disk have that a commit does not have.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { decodeText, readSource } from "../read-source.ts";
import { Refusal } from "../refusal.ts";
import type { ChangedFile } from "./change.ts";
import type { PatchedTree } from "./change-from-patch.ts";
import { type FilePatch, parsePatch } from "./parse-patch.ts";

/** Files that git does not know yet are no part of it: `git add -N` makes them one. */
export function changeFromGit(revision: string, folder: string): PatchedTree {
	const top = git(folder, ["rev-parse", "--show-toplevel"])
		?.toString()
		.trimEnd();
	if (top === undefined)
		throw new Refusal(
			`--diff '${revision}': neither a file nor, as ${folder} is in no git repository, a revision`,
		);
	const commit = git(top, [
		...["rev-parse", "--verify", "--quiet", "--end-of-options"],
		`${revision}^{commit}`,
	])
		?.toString()
		.trim();
	if (commit === undefined)
		throw new Refusal(
			`--diff '${revision}': neither a file nor a revision of ${top}`,
		);
	const diff = git(top, [
		...["-c", "core.quotepath=off", "diff", "--no-color", "--no-ext-diff"],
		...["--no-textconv", "--find-renames", "--unified=0"],
		...["--src-prefix=a/", "--dst-prefix=b/", commit, "--", "*.c", "*.h"],
	]);
	if (diff === null) throw new Refusal(`--diff '${revision}': git diff failed`);
	const patches = parsePatch(diff.toString("latin1"));
	return {
		folder: top,
		files: patches.map((patch) => changedFile(patch, commit, top)),
	};
}

function changedFile(
	{ oldPath, newPath, hunks }: FilePatch,
	commit: string,
	top: string,
): ChangedFile {
	const strip = (path: string | null): string | null =>
		path === null ? null : Buffer.from(path.slice(2), "latin1").toString();
	const [from, to] = [strip(oldPath), strip(newPath)];
	const before = from === null ? null : git(top, ["show", `${commit}:${from}`]);
	const after = to === null ? null : readSource(join(top, to), to);
	return {
		path: to ?? from ?? "",
		before: before === null ? null : decodeText(before),
		after: after?.kind === "text" ? after.text : null,
		touched: new Set(hunks.flatMap(touchedLines)),
	};
}

/** Without context: the lines that are new, or the two that a removed one stood between. */
function touchedLines({
	newStart,
	lines,
}: FilePatch["hunks"][number]): number[] {
	const added = lines.filter(({ kind }) => kind === "added").length;
	return added === 0
		? [newStart, newStart + 1]
		: Array.from({ length: added }, (_, index) => newStart + index);
}

/** What it prints, null where it failed or is not there. */
function git(folder: string, args: readonly string[]): Buffer | null {
	const { status, stdout } = spawnSync("git", args, {
		cwd: folder,
		stdio: ["ignore", "pipe", "ignore"],
		maxBuffer: 1024 * 1024 * 1024,
	});
	return status === 0 ? stdout : null;
}
