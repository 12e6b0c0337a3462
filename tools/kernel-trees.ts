// Where the kernel trees are that the catalogue cites.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TreeName } from "#catalog/entry.ts";

export const treeNames: readonly TreeName[] = [
	"v4.14",
	"v4.19",
	"v5.0",
	"v5.2",
	"v5.3",
	"v5.4",
	"v5.7",
	"v5.9",
	"v5.11",
	"v5.14",
	"v5.15",
	"v5.17",
	"v5.19",
	"v6.0",
	"v6.1",
	"v6.2",
	"v6.3",
	"v6.4",
	"v6.8",
	"v6.12",
	"v6.13",
	"v6.14",
	"v6.19",
];

/** The environment variable that names a tree's folder: PINFOLD_TREE_6_12. */
export function variableOf(tree: TreeName): string {
	return `PINFOLD_TREE_${tree.slice(1).replace(".", "_")}`;
}

/** A tree's folder, or null when it is not on this machine. */
export function folderOf(tree: TreeName): string | null {
	const folder =
		process.env[variableOf(tree)] ??
		`/var/tmp/pinfold-trees/linux-source-${tree.slice(1)}`;
	return existsSync(join(folder, "include/linux/mm.h")) ? folder : null;
}

/** A file of a tree: its text, or null when the tree has no such file. */
export function readTreeFile(folder: string, file: string): string | null {
	const path = join(folder, file);
	return existsSync(path) ? readFileSync(path, "utf8") : null;
}

const headerFolders = [
	"include/linux",
	"include/media",
	"include/rdma",
	"include/asm-generic",
];

/** The headers of a tree that declare what every driver may call, relative to its folder. */
export function headersOf(folder: string): string[] {
	return headerFolders.flatMap((sub) => {
		const path = join(folder, sub);
		if (!existsSync(path)) return [];
		return readdirSync(path)
			.filter((name) => name.endsWith(".h"))
			.map((name) => `${sub}/${name}`);
	});
}
