import { folderOf } from "../../tools/kernel-trees.ts";

/** Debian's source of a kernel release. @throws when it is not there: these tests must not pass without it. */
export function kernelTree(release: "v6.12" | "v6.1"): string {
	const tree = folderOf(release);
	if (tree === null)
		throw new Error(`no ${release} here: bash .ci/run unpacks it`);
	return tree;
}
