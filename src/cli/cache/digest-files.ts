import { createHash } from "node:crypto";
import type { InputFile } from "#checks/shard.ts";

/** Of the paths and texts of files that are judged together, in their order. */
export function digestFiles(files: readonly InputFile[]): string {
	const hash = createHash("sha256");
	for (const { path, text } of files)
		hash.update(`${path}\0${text.length}\0`).update(text);
	return hash.digest("hex");
}
