// Finds what a text may define, call or fill by looking at its characters: fast, and only to choose which files to read.

import { mayMention, mentions, nextMention } from "#csource/mentions.ts";
import type { NamedText } from "#csource/named-text.ts";

/** The text has the name with a body behind it: `name(…) {`. */
export function definesFunction(file: NamedText, name: string): boolean {
	if (!mayMention(file, name)) return false;
	const { text } = file;
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
export function definesMacro(file: NamedText, name: string): boolean {
	if (!mayMention(file, name)) return false;
	const { text } = file;
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
export function fillsField(file: NamedText, name: string): boolean {
	if (!mayMention(file, name)) return false;
	const { text } = file;
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
export function definesTag(file: NamedText, tag: string): boolean {
	if (!/^(struct|union) \w+$/.test(tag)) return false;
	const { text } = file;
	if (!mentions(file, tag.slice(tag.indexOf(" ") + 1))) return false;
	return new RegExp(`\\b${tag.replace(" ", "\\s+")}\\s*\\{`).test(text);
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

/**
 * The text reads the field of something that it declares as a pointer to the struct or as the struct: `buf->page` behind
 * `struct pipe_buffer *buf`, other than to fill it. Errs: misses `obj->bufs[i].page`.
 */
export function readsField(
	file: NamedText,
	tag: string,
	field: string,
): boolean {
	const word = tag.slice(tag.indexOf(" ") + 1);
	if (!mentions(file, word) || !mentions(file, field)) return false;
	const { text } = file;
	const declared = new Set<string>();
	for (const [, name = ""] of text.matchAll(
		new RegExp(`\\b${tag}[\\s*]+(\\w+)\\s*[,;=)]`, "g"),
	))
		declared.add(name);
	return [
		...text.matchAll(
			new RegExp(`\\b(\\w+)(?:->|\\.)${field}\\b(?!\\s*=[^=])`, "g"),
		),
	].some(([, name = ""]) => declared.has(name));
}

/**
 * A call of one of these names has the field among its arguments: `pin_pages(start, n, obj->pages)`. Errs: sees only what is
 * written there, not a variable that was set to the field before.
 */
export function passesField(
	file: NamedText,
	names: readonly string[],
	field: string,
): boolean {
	if (!mayMention(file, field)) return false;
	const { text } = file;
	const inside = new RegExp(`(?:->|\\.)${field}\\b`);
	for (const name of names) {
		if (!mayMention(file, name)) continue;
		for (
			let at = nextMention(text, name, 0);
			at >= 0;
			at = nextMention(text, name, at + 1)
		) {
			const open = skipBlanks(text, at + name.length);
			if (text[open] !== "(") continue;
			const end = behindParentheses(text, open);
			if (end >= 0 && inside.test(text.slice(open, end))) return true;
		}
	}
	return false;
}
