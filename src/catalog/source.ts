import type { CommitSource, TreeName, TreeSource } from "./entry.ts";

/** A symbol in a file of a kernel tree. */
export function inTree(
	tree: TreeName,
	file: string,
	symbol: string,
): TreeSource {
	return { kind: "tree", tree, file, symbol };
}

/** A kernel commit: its first twelve digits and its subject. */
export function inCommit(commit: string, subject: string): CommitSource {
	return { kind: "commit", commit, subject };
}
