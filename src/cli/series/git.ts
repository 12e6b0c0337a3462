// What a conversion wants to know of the git repository around the code. Nothing here changes it.

import { spawnSync } from "node:child_process";
import { subjectsWanted } from "#convert/series/subject-prefix.ts";
import { Refusal } from "../refusal.ts";

/** What git prints, without the last line end; null where it fails, or there is no git. */
export function askGit(
	folder: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): string | null {
	const { status, stdout } = spawnSync("git", args, {
		cwd: folder,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "ignore"],
		maxBuffer: 64 * 1024 * 1024,
		encoding: "utf8",
	});
	return status === 0 ? stdout.replace(/\n$/, "") : null;
}

/** The top of the repository that has this folder; null: none. */
export function repositoryTop(folder: string): string | null {
	return askGit(folder, ["rev-parse", "--show-toplevel"]);
}

/**
 * What is not committed would be mixed up with a conversion. Files that git does not know do not matter.
 * @throws Refusal
 */
export function refuseChanges(option: string, folder: string): void {
	const changes = askGit(folder, [
		"status",
		"--porcelain",
		"--untracked-files=no",
	]);
	if (changes !== null && changes !== "")
		throw new Refusal(
			`${option}: the git tree has changes that are not committed; commit or stash them first`,
		);
}

/** Subjects of the last commits that changed one of these files, the newest first. */
export function subjectsOf(
	top: string,
	files: readonly string[],
): readonly string[] {
	const log = askGit(top, [
		...["log", "--no-merges", `--max-count=${subjectsWanted}`, "--format=%s"],
		...["--", ...files],
	]);
	return (log ?? "").split("\n").filter((line) => line !== "");
}
