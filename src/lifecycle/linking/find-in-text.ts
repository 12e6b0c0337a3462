// Finds what a text may define, call or fill by looking at its characters: fast, and only to choose which files to read.

import type { NamedText } from "#csource/joined-text.ts";

/** Whether it is worth looking for the whole word in the text. Errs: true for texts that do not have it. */
export function mayMention(file: NamedText, word: string): boolean {
	return file.mayMention === undefined
		? file.text.includes(word)
		: file.mayMention(word);
}

/** The text has the name as a whole word. */
export function mentions(text: string, name: string): boolean {
	return nextMention(text, name, 0) >= 0;
}

/** The text has the name with a body behind it: `name(…) {`. */
export function definesFunction(text: string, name: string): boolean {
	for (
		let at = nextMention(text, name, 0);
		at >= 0;
		at = nextMention(text, name, at + 1)
	) {
		const open = skipBlanks(text, at + name.length);
		if (text[open] !== "(" || isIndented(text, at)) continue;
		const behind = behindParentheses(text, open);
		if (behind >= 0 && text[skipBlanks(text, behind)] === "{") return true;
	}
	return false;
}

/** The text has `#define name(`. */
export function definesMacro(text: string, name: string): boolean {
	for (
		let at = nextMention(text, name, 0);
		at >= 0;
		at = nextMention(text, name, at + 1)
	) {
		const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
		if (/^\s*#\s*define\s+$/.test(line)) return true;
	}
	return false;
}

/** The text fills a field of that name: `.name = `, `->name = `. */
export function fillsField(text: string, name: string): boolean {
	for (
		let at = nextMention(text, name, 0);
		at >= 0;
		at = nextMention(text, name, at + 1)
	) {
		const before = text[at - 1];
		if (before !== "." && before !== ">") continue;
		const equals = skipBlanks(text, at + name.length);
		if (text[equals] === "=" && text[equals + 1] !== "=") return true;
	}
	return false;
}

/** The text has `struct tag {`. */
export function definesTag(text: string, tag: string): boolean {
	if (!/^(struct|union) \w+$/.test(tag)) return false;
	if (!text.includes(tag.slice(tag.indexOf(" ") + 1))) return false;
	return new RegExp(`\\b${tag.replace(" ", "\\s+")}\\s*\\{`).test(text);
}

function nextMention(text: string, name: string, from: number): number {
	for (
		let at = text.indexOf(name, from);
		at >= 0;
		at = text.indexOf(name, at + 1)
	)
		if (!isWord(text, at - 1) && !isWord(text, at + name.length)) return at;
	return -1;
}

function isWord(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 48 && code <= 57) ||
		code === 95
	);
}

function skipBlanks(text: string, from: number): number {
	let at = from;
	while (/\s/.test(text[at] ?? "x")) at++;
	return at;
}

/** Calls are indented, definitions are not. */
function isIndented(text: string, at: number): boolean {
	const first = text[text.lastIndexOf("\n", at) + 1] ?? "";
	return /[\s#*/]/.test(first);
}

function behindParentheses(text: string, open: number): number {
	let depth = 0;
	for (let at = open; at < text.length && at < open + 2_000; at++) {
		if (text[at] === "(") depth++;
		else if (text[at] === ")" && --depth === 0) return at + 1;
	}
	return -1;
}
