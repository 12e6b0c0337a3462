import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The ripgrep binary: the one in the package, else `rg` on PATH, else null. PINFOLD_RIPGREP names another one, or is
 * `none` for the search in Node.
 */
export async function locateRipgrep(): Promise<string | null> {
	const chosen = process.env.PINFOLD_RIPGREP;
	if (chosen === "none") return null;
	const fromPackage = await ripgrepFromPackage();
	const onPath = (process.env.PATH ?? "")
		.split(delimiter)
		.filter((folder) => folder !== "")
		.map((folder) => join(folder, "rg"));
	return [chosen, fromPackage, ...onPath].find(isExecutable) ?? null;
}

async function ripgrepFromPackage(): Promise<string | undefined> {
	try {
		return (await import("@vscode/ripgrep")).rgPath;
	} catch {
		return undefined;
	}
}

function isExecutable(path: string | undefined): path is string {
	if (path === undefined || path === "") return false;
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
