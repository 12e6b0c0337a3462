import type { Explored, ExploredCache } from "#explain/explore-scene.ts";
import type { ResultCache } from "./cache/result-cache.ts";

/** Explorations of this run, and of earlier runs of the same build where there is a cache. */
export function keptExplorations(cache: ResultCache | null): ExploredCache {
	const known = new Map<string, Explored>();
	const keyOf = (key: string) => ["explored", key];
	return {
		get(key) {
			const here = known.get(key);
			if (here !== undefined || cache === null) return here;
			// The cache gives back what was put in under the same key by the same build, so the type holds.
			const kept = cache.read(keyOf(key)) as Explored | null;
			if (kept !== null) known.set(key, kept);
			return kept ?? undefined;
		},
		set(key, value) {
			known.set(key, value);
			cache?.write(keyOf(key), value);
		},
	};
}
