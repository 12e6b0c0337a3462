import { createHash } from "node:crypto";
import type { InputFile } from "#checks/shard.ts";

/** Of the paths and texts of files that are judged together, in their order, each with the headers that lend it names. */
export function digestFiles(files: readonly InputFile[]): string {
	const hash = createHash("sha256");
	for (const { path, text, lenders = [] } of files)
		for (const part of [{ path, text }, ...lenders])
			hash.update(`${part.path}\0${part.text.length}\0`).update(part.text);
	return hash.digest("hex");
}
