import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The nearest folder above with a .git in it (a folder, or the file of a worktree), else the folder itself. */
export function repositoryOf(folder: string): string {
	for (let at = folder; ; at = dirname(at)) {
		if (existsSync(join(at, ".git"))) return at;
		if (dirname(at) === at) return folder;
	}
}

/** Turns paths relative to a root into paths relative to its repository, forward slashes. */
export function pathsInRepository(
	root: string,
	repository: string,
): (file: string) => string {
	const folder = relative(repository, root).split(sep).join("/");
	return (file) => (folder === "" ? file : `${folder}/${file}`);
}
