import { createHash } from "node:crypto";
import type { InputFile } from "#checks/check-files.ts";

/** Of the path and text of a file and of the headers that lend it names. */
export function digestFile({ path, text, lenders = [] }: InputFile): string {
	const hash = createHash("sha256");
	for (const part of [{ path, text }, ...lenders])
		hash.update(`${part.path}\0${part.text.length}\0`).update(part.text);
	return hash.digest("hex");
}
