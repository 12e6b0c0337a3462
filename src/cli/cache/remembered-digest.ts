// The digest of many files without reading them, where nothing about them has changed since it was made.

import { settledAfterMs, stateOf } from "./file-state.ts";
import type { ResultCache } from "./result-cache.ts";

export type DigestMemory = Pick<ResultCache, "read" | "write">;

/** make: reads the files. paths: relative to the root. */
export function rememberedDigest(
	root: string,
	paths: readonly string[],
	memory: DigestMemory,
	make: () => string,
): string {
	const state = stateOf(root, paths, Date.now() - settledAfterMs);
	if (state === null) return make();
	const key = ["digest of files", state];
	const known = memory.read(key);
	if (typeof known === "string") return known;
	const digest = make();
	memory.write(key, digest);
	return digest;
}
