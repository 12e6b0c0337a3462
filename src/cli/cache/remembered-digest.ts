// The digest of many files without reading them, where nothing about them has changed since it was made.
//
// A program can set the modification time of a file, but not the time of its last change of any kind (ctime), which the
// kernel sets at every write, rename and utimes(2). A file that has changed in the last seconds is read: within one tick of
// the clock it may change again.

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { ResultCache } from "./result-cache.ts";

export type DigestMemory = Pick<ResultCache, "read" | "write">;

const settledAfterMs = 3_000;

/** make: reads the files. paths: relative to the root. */
export function rememberedDigest(
	root: string,
	paths: readonly string[],
	memory: DigestMemory,
	make: () => string,
): string {
	const state = stateOf(root, paths);
	if (state === null) return make();
	const key = ["digest of files", state];
	const known = memory.read(key);
	if (typeof known === "string") return known;
	const digest = make();
	memory.write(key, digest);
	return digest;
}

/** Null where a file has only just changed, or cannot be asked. */
function stateOf(root: string, paths: readonly string[]): string | null {
	const hash = createHash("sha256").update(root);
	const settled = BigInt(Date.now() - settledAfterMs) * 1_000_000n;
	for (const path of paths) {
		const status = statSync(join(root, path), {
			bigint: true,
			throwIfNoEntry: false,
		});
		if (status === undefined || status.ctimeNs > settled) return null;
		const { dev, ino, size, mtimeNs, ctimeNs } = status;
		hash.update(`\0${path}\0${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`);
	}
	return hash.digest("hex");
}
