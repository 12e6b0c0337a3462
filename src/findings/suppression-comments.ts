// Reads `/* pinfold: allow PF101 -- reason */` and `// pinfold: allow PF101, PF102 -- reason` out of a C file.

import { findCode } from "./codes.ts";

/** A comment that speaks to Pinfold. Lines and columns start at 1. */
export interface SuppressionComment {
	readonly line: number;
	readonly column: number;
	/** The line whose findings it allows: its own where code stands on it, else the next one with code. */
	readonly target: number;
	/** Known codes it allows; empty where it cannot be followed. */
	readonly codes: readonly string[];
	readonly reason: string;
	/** Why it cannot be followed, null where it can. Then it allows nothing. */
	readonly problem: string | null;
}

interface Comment {
	readonly start: number;
	readonly end: number;
}

/** In the order of the file. */
export function readSuppressionComments(text: string): SuppressionComment[] {
	// Nearly no file has the word, and looking for a plain word takes a tenth of the time.
	if (!text.includes("pinfold") || !/pinfold\s*:/.test(text)) return [];
	const comments = findComments(text);
	const lines = withoutComments(text, comments).split("\n");
	return comments.flatMap(({ start, end }) => {
		const words = wordsOf(text.slice(start, end));
		const directive = /^pinfold\s*:\s*(.*)$/.exec(words)?.[1];
		if (directive === undefined) return [];
		const line = countLines(text, start);
		return [
			{
				line,
				column: start - text.lastIndexOf("\n", start - 1),
				target: targetOf(lines, line, countLines(text, end)),
				...readDirective(directive),
			},
		];
	});
}

/** The text of a comment in one line, without its marks and the stars at the beginning of its lines. */
function wordsOf(comment: string): string {
	return comment
		.replace(/^\/[/*]+|\*+\/$/g, "")
		.replace(/\n\s*\*?/g, " ")
		.replace(/\s+/g, " ")
		.trim();
}

function readDirective(
	directive: string,
): Pick<SuppressionComment, "codes" | "reason" | "problem"> {
	const match = /^allow\b(.*?)(?:--\s*(.*))?$/.exec(directive);
	if (match === null) return refuse("it is not written 'allow CODE -- reason'");
	const [, names = "", reason = ""] = match;
	const codes = names.split(/[\s,]+/).filter((name) => name !== "");
	if (codes.length === 0) return refuse("it names no code");
	const entries = codes.map((code) => findCode(code));
	const unknown = codes.filter((_, index) => !isAllowable(entries[index]));
	if (unknown.length > 0)
		return refuse(`there is no finding ${unknown.join(", ")} to allow`);
	if (reason === "") return refuse("it gives no reason after '--'");
	return {
		codes: entries.flatMap((entry) => entry?.code ?? []),
		reason,
		problem: null,
	};
}

/** Findings about comments cannot be allowed by a comment. */
function isAllowable(entry: ReturnType<typeof findCode>): boolean {
	return entry !== undefined && entry.class !== "suppression";
}

function refuse(
	problem: string,
): Pick<SuppressionComment, "codes" | "reason" | "problem"> {
	return { codes: [], reason: "", problem };
}

function targetOf(
	lines: readonly string[],
	first: number,
	last: number,
): number {
	const hasCode = (line: number): boolean => /\S/.test(lines[line - 1] ?? "");
	if (hasCode(first)) return first;
	for (let line = last; line <= lines.length; line++)
		if (hasCode(line)) return line;
	return last;
}

const commentOrString =
	/\/\*[\s\S]*?(?:\*\/|$)|\/\/(?:\\\r?\n|[^\n])*|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/g;

/** Strings and characters are passed over, so that what looks like a comment in them is none. */
function findComments(text: string): Comment[] {
	return [...text.matchAll(commentOrString)].flatMap((match) =>
		match[0].startsWith("/")
			? [{ start: match.index, end: match.index + match[0].length }]
			: [],
	);
}

/** The text with spaces in place of comments; lines stay where they are. */
function withoutComments(text: string, comments: readonly Comment[]): string {
	const parts: string[] = [];
	let at = 0;
	for (const { start, end } of comments) {
		parts.push(text.slice(at, start));
		parts.push(text.slice(start, end).replace(/[^\n]/g, " "));
		at = end;
	}
	parts.push(text.slice(at));
	return parts.join("");
}

function countLines(text: string, end: number): number {
	let line = 1;
	for (
		let at = text.indexOf("\n");
		at >= 0 && at < end;
		at = text.indexOf("\n", at + 1)
	)
		line += 1;
	return line;
}
