import { statSync } from "node:fs";
import { join } from "node:path";

/** A shard closes when it has this many bytes: small enough to keep two workers busy to the end on a whole kernel. */
const bytesPerShard = 256 * 1024;

/**
 * Cuts the sorted candidates into shards of neighbouring files. Depends on the files alone, not on the number of
 * workers.
 */
export function splitShards(
	root: string,
	files: readonly string[],
	sizeOf: (path: string) => number = sizeOnDisk,
): string[][] {
	const shards: string[][] = [];
	let room = 0;
	for (const file of files) {
		if (room <= 0) {
			shards.push([]);
			room = bytesPerShard;
		}
		shards.at(-1)?.push(file);
		room -= sizeOf(join(root, file));
	}
	return shards;
}

/** 0 for a file that is gone: the reader will say so. */
function sizeOnDisk(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
