import { join } from "node:path";
import { readSource } from "./read-source.ts";

/**
 * Looks up lines for the report; reads each file once. A line end is LF or CRLF. Given: texts that stand for files, also for
 * files that are not there.
 */
export function createSourceLines(
	root: string,
	given: ReadonlyMap<string, string> = new Map(),
): (file: string, line: number) => string | null {
	const files = new Map<string, readonly string[]>();
	const read = (file: string): string => {
		const source = readSource(join(root, file), file);
		return source.kind === "text" ? source.text : "";
	};
	return (file, line) => {
		let lines = files.get(file);
		if (lines === undefined) {
			lines = (given.get(file) ?? read(file)).split("\n");
			files.set(file, lines);
		}
		const text = lines[line - 1];
		if (text === undefined) return null;
		const isLast = line === lines.length;
		return !isLast && text.endsWith("\r") ? text.slice(0, -1) : text;
	};
}
