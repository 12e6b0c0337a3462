// Whether files are as they were, without reading them.
//
// A program can set the modification time of a file, but not the time of its last change of any kind (ctime), which the
// kernel sets at every write, rename and utimes(2). Errs: where the clock of a file server is behind by more than seconds,
// a change may be missed.

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";

/** Within one tick of the clock a file may change again: only what has been as it is for longer is known to have a state. */
export const settledAfterMs = 3_000;

/**
 * Equal as long as none of the files and folders changes; a folder changes when a name in it does. Null where one of them has
 * changed since `settled` (ms since the epoch), or cannot be asked. paths: relative to the root.
 */
export function stateOf(
	root: string,
	paths: readonly string[],
	settled = Number.POSITIVE_INFINITY,
): string | null {
	const parts: string[] = [root];
	for (const path of paths) {
		const status = statSync(join(root, path), {
			bigint: true,
			throwIfNoEntry: false,
		});
		if (status === undefined || status.ctimeMs > settled) return null;
		const { dev, ino, size, mtimeNs, ctimeNs } = status;
		parts.push(`${path}\0${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`);
	}
	return createHash("sha256").update(parts.join("\0")).digest("hex");
}
