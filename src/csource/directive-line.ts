import type { Directive } from "./tokens.ts";

export type DirectiveKeyword =
	| "if"
	| "ifdef"
	| "ifndef"
	| "elif"
	| "elifdef"
	| "elifndef"
	| "else"
	| "endif"
	| "define"
	| "undef"
	| "other";

/** A preprocessor line taken apart: `#  if defined(X)` has keyword `if` and rest `defined(X)`. */
export interface DirectiveLine extends Directive {
	readonly keyword: DirectiveKeyword;
	/** What follows the keyword, comments and continuations as blanks, trimmed. */
	readonly rest: string;
}

const known = new Set<string>([
	"if",
	"ifdef",
	"ifndef",
	"elif",
	"elifdef",
	"elifndef",
	"else",
	"endif",
	"define",
	"undef",
]);

function isKnown(word: string): word is DirectiveKeyword {
	return known.has(word);
}

export function readDirective(
	text: string,
	directive: Directive,
): DirectiveLine {
	const raw = text.slice(directive.start + 1, directive.end);
	const match = /^[ \t]*([a-z]+)/.exec(raw);
	const word = match?.[1] ?? "";
	if (match === null || !isKnown(word))
		return { ...directive, keyword: "other", rest: "" };
	const rest = raw.slice(match[0].length);
	return { ...directive, keyword: word, rest: withoutComments(rest).trim() };
}

/** Joins continuation lines and blanks comments, leaving string and character literals alone. */
export function withoutComments(text: string): string {
	const joined = text.includes("\\") ? text.replace(/\\\r?\n/g, " ") : text;
	if (!joined.includes("/")) return joined;
	return joined.replace(
		/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g,
		(part) => (part.startsWith("/") ? " " : part),
	);
}
