import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where .ci/run unpacks the kernels. */
const folder = process.env.PINFOLD_TREES ?? "/var/tmp/pinfold-trees";

/** Debian's source of a kernel release. @throws when it is not there: these tests must not pass without it. */
export function kernelTree(release: "6.12" | "6.1"): string {
	const tree = join(folder, `linux-source-${release}`);
	if (!existsSync(join(tree, "mm/gup.c")))
		throw new Error(
			`no kernel in ${tree}: bash .ci/run unpacks it, or set PINFOLD_TREES`,
		);
	return tree;
}
