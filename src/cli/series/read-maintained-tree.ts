import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseMailmap } from "#convert/series/mailmap.ts";
import { parseMaintainers } from "#convert/series/maintainers.ts";
import type { MaintainedTree } from "#convert/series/recipients.ts";

export interface MaintainedFolder {
	/** Paths in MAINTAINERS are relative to it. */
	readonly folder: string;
	readonly tree: MaintainedTree;
}

/** The nearest folder above with a MAINTAINERS in it, and its .mailmap; null where there is none. */
export function readMaintainedTree(from: string): MaintainedFolder | null {
	for (let folder = from; ; folder = dirname(folder)) {
		const text = read(join(folder, "MAINTAINERS"));
		if (text !== null)
			return {
				folder,
				tree: {
					areas: parseMaintainers(text, (path) => isFolder(join(folder, path))),
					mailmap: parseMailmap(read(join(folder, ".mailmap")) ?? ""),
				},
			};
		if (dirname(folder) === folder) return null;
	}
}

function read(path: string): string | null {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return null;
	}
}

function isFolder(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
