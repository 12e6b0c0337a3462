import { readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { InputPaths } from "../input-paths.ts";
import { Refusal } from "../refusal.ts";
import type { ChangedFile } from "./change.ts";
import { changeFromGit } from "./change-from-git.ts";
import { changeFromPatch } from "./change-from-patch.ts";

/**
 * The changed files that lie in what was named. Source: a file with a patch, `-` for one on stdin, else a git revision that
 * the files are compared with.
 * @throws Refusal when it is none of them.
 */
export function readChange(source: string, inputs: InputPaths): ChangedFile[] {
	const patch = readPatch(source);
	const { folder, files } =
		patch === null
			? changeFromGit(source, inputs.root)
			: changeFromPatch(patch, source, inputs.root);
	return files.flatMap((file) => {
		const path = relative(inputs.root, join(folder, file.path))
			.split(sep)
			.join("/");
		return isNamed(inputs, path) ? [{ ...file, path }] : [];
	});
}

function readPatch(source: string): string | null {
	const isFile = statSync(source, { throwIfNoEntry: false })?.isFile() === true;
	if (source !== "-" && !isFile) return null;
	try {
		return readFileSync(source === "-" ? 0 : source, "latin1");
	} catch {
		throw new Refusal(`--diff '${source}': not readable`);
	}
}

function isNamed(inputs: InputPaths, path: string): boolean {
	if (path === ".." || path.startsWith("../")) return false;
	return (
		inputs.files.includes(path) ||
		inputs.folders.some(
			(folder) => folder === "." || path.startsWith(`${folder}/`),
		)
	);
}
