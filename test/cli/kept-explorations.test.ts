// Explorations are known by their scene, in this run and in the next one of the same build.

import { expect, test } from "vitest";
import { openResultCache } from "../../src/cli/cache/result-cache.ts";
import { keptExplorations } from "../../src/cli/kept-explorations.ts";
import type { Explored } from "../../src/explain/explore-scene.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const explored: Explored = {
	reachable: true,
	states: 12,
	litmus: "mm F4\n",
	schedule: "driver*2 flusher",
	steps: [],
	decisive: [],
	stuck: false,
};

test("what one run explored the next one of the same build knows, another build does not", () => {
	const folder = makeFolder();
	keptExplorations(openResultCache(folder, "one")).set("scene", explored);
	const next = keptExplorations(openResultCache(folder, "one"));
	expect(next.get("scene")).toEqual(explored);
	expect(next.get("another scene")).toBeUndefined();
	const other = keptExplorations(openResultCache(folder, "two"));
	expect(other.get("scene")).toBeUndefined();
});

test("without a cache a run still knows its own", () => {
	const kept = keptExplorations(null);
	expect(kept.get("scene")).toBeUndefined();
	kept.set("scene", explored);
	expect(kept.get("scene")).toEqual(explored);
});
