// Finds the whole statement that a call is, in the text of a C file.

import { blankComments } from "../scoring/c-text.ts";

export interface StatementAt {
	/** [start, end): from the first letter of the statement to behind its semicolon. */
	readonly start: number;
	readonly end: number;
	readonly callee: string;
	/** The arguments as written, and where each stands. */
	readonly args: readonly {
		readonly text: string;
		readonly start: number;
		readonly end: number;
	}[];
}

/** null where the call on this line (from 1) is not a statement by itself: a test, an initialiser, a macro's body. */
export function statementAt(
	text: string,
	line: number,
	name: string,
): StatementAt | null {
	const blank = blankComments(text);
	let offset = 0;
	for (let at = 1; at < line; at++) offset = blank.indexOf("\n", offset) + 1;
	const lineEnd = blank.indexOf("\n", offset);
	const content = blank.slice(offset, lineEnd);
	const call = new RegExp(`\\b${name}\\s*\\(`).exec(content);
	if (call === null) return null;
	const start = offset + call.index;
	const before = blank.slice(0, start).trimEnd();
	if (!/[;{})]$|\belse$|:$/.test(before) || isMacro(blank, start)) return null;
	const open = start + call[0].length - 1;
	const args: { text: string; start: number; end: number }[] = [];
	let depth = 0;
	let begin = open + 1;
	for (let at = open; at < blank.length; at++) {
		const letter = blank[at];
		const ends = depth === 1 && (letter === "," || letter === ")");
		if (ends) {
			args.push({ text: text.slice(begin, at).trim(), start: begin, end: at });
			begin = at + 1;
		}
		if (letter === "(") depth++;
		if (letter === ")" && --depth === 0) {
			const rest = /^\s*;/.exec(blank.slice(at + 1));
			if (rest === null) return null;
			const end = at + 1 + rest[0].length;
			return { start, end, callee: name, args };
		}
	}
	return null;
}

/** The line is part of a #define. */
function isMacro(blank: string, at: number): boolean {
	const lines = blank.slice(0, at).split("\n");
	for (let index = lines.length - 1; index >= 0; index--) {
		if (/^\s*#/.test(lines[index] ?? "")) return true;
		if (!/\\\s*$/.test(lines[index - 1] ?? "")) return false;
	}
	return false;
}
