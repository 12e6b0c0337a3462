// Finds whole words in the text of a file.

import { hashOfWord, WordFilter } from "#base/word-filter.ts";
import type { NamedText } from "./named-text.ts";

/** The text has the name as a whole word. */
export function mentions(file: NamedText, name: string): boolean {
	return mayMention(file, name) && nextMention(file.text, name, 0) >= 0;
}

/** Whether it is worth looking for the whole word in the text. Errs: true for texts that do not have it. */
export function mayMention(file: NamedText, word: string): boolean {
	return file.mayMention === undefined
		? filterOf(file).mayHave(hashOfWord(word))
		: file.mayMention(word);
}

const filters = new WeakMap<NamedText, WordFilter>();

function filterOf(file: NamedText): WordFilter {
	let filter = filters.get(file);
	if (filter === undefined) {
		filter = new WordFilter(Buffer.from(file.text));
		filters.set(file, filter);
	}
	return filter;
}

/** Where the name next stands as a whole word; -1 where it does not. */
export function nextMention(text: string, name: string, from: number): number {
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
