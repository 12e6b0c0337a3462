import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitShards } from "#cli/split-shards.ts";

describe("splitShards", () => {
	test("keeps every file once and in order, whatever the sizes", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1_000_000)), (sizes) => {
				const files = sizes.map((_, index) => `${index}`);
				const shards = splitShards("/", files, (path) =>
					Number(sizes[Number(path.slice(1))]),
				);
				expect(shards.flat()).toEqual(files);
				expect(shards.every((shard) => shard.length > 0)).toBe(true);
			}),
		);
	});

	test("a shard closes at 256 KiB", () => {
		expect(
			splitShards("/", ["a", "b", "c", "d", "e"], () => 128 * 1024),
		).toEqual([["a", "b"], ["c", "d"], ["e"]]);
	});

	test("a file that is gone has no size", () => {
		expect(splitShards("/nowhere", ["a.c"])).toEqual([["a.c"]]);
	});
});
