// The arguments of a call as they are written, with what stands around them.

import type { Extent } from "#csource/syntax.ts";
import type { CallExpression } from "#lifecycle/graph/hold-graph.ts";

export interface WrittenCall {
	/** The name as written. */
	readonly name: string;
	readonly nameStart: number;
	readonly open: number;
	readonly close: number;
	/** Trimmed. */
	readonly args: readonly Extent[];
}

/**
 * Finds name, parentheses and arguments in a text whose comments are blanks. null where the call does not stand there as
 * such: a macro stands for it.
 */
export function writtenCall(
	text: string,
	call: CallExpression,
): WrittenCall | null {
	const { callee } = call;
	if (callee.kind !== "identifier") return null;
	const name = text.slice(callee.start, callee.end);
	const open = text.indexOf("(", callee.end);
	if (open < 0 || text.slice(callee.end, open).trim() !== "") return null;
	const args: Extent[] = [];
	let depth = 0;
	let from = open + 1;
	for (let at = open; at < text.length; at++) {
		const char = text[at];
		if (char === '"' || char === "'") at = closingQuote(text, at);
		else if (char === "(" || char === "[" || char === "{") depth++;
		else if (char === ")" || char === "]" || char === "}") depth--;
		if (depth === 0) {
			const last = trimmed(text, from, at);
			if (args.length > 0 || last.end > last.start) args.push(last);
			return args.length === call.args.length && at + 1 === call.end
				? { name, nameStart: callee.start, open, close: at, args }
				: null;
		}
		if (depth === 1 && char === ",") {
			args.push(trimmed(text, from, at));
			from = at + 1;
		}
	}
	return null;
}

function closingQuote(text: string, open: number): number {
	for (let at = open + 1; at < text.length; at++) {
		if (text[at] === "\\") at++;
		else if (text[at] === text[open] || text[at] === "\n") return at;
	}
	return text.length;
}

function trimmed(text: string, from: number, to: number): Extent {
	let start = from;
	let end = to;
	while (start < end && /\s/.test(text[start] ?? "")) start++;
	while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
	return { start, end };
}
