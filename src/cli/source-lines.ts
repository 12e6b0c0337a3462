import { join } from "node:path";
import { readSource } from "./read-source.ts";

/** Looks up lines for the report; reads each file once. A line end is LF or CRLF. */
export function createSourceLines(
	root: string,
): (file: string, line: number) => string | null {
	const files = new Map<string, readonly string[]>();
	return (file, line) => {
		let lines = files.get(file);
		if (lines === undefined) {
			const source = readSource(join(root, file), file);
			lines = source.kind === "text" ? source.text.split(/\r?\n/) : [];
			files.set(file, lines);
		}
		return lines[line - 1] ?? null;
	};
}
