// A file around those that are judged. Of most of them only a few words are asked for, and they have none: that is told by
// a filter that is made when the file is read, and a text is made of few.

import { join } from "node:path";
import { hashOfWord, WordFilter } from "#base/word-filter.ts";
import type { NamedText } from "#csource/named-text.ts";
import { decodeText, readBytes } from "./read-source.ts";

/** Generated headers of register numbers are longer; nothing else is. */
const charLimit = 600_000;

/** Read when it is first asked for something, once. What cannot be read, or is longer than the limit, has no text. */
export interface SurroundingFile extends NamedText {
	/** Its bytes as they were read, one character each; the text where that was given. */
	content(): string;
}

/** given: what it is taken to contain; null where it is taken not to be there. */
export function createSurroundingFile(
	root: string,
	path: string,
	given: string | null | undefined,
): SurroundingFile {
	if (given !== undefined) return fromText(path, given ?? "");
	let known: Content | null = null;
	let text: string | null = null;
	const read = (): Content => {
		known ??= readAround(root, path);
		return known;
	};
	return {
		path,
		get text() {
			text ??= textOf(read().content);
			return text;
		},
		mayMention: (word) => read().words.mayHave(hashOfWord(word)),
		content: () => read().content,
	};
}

interface Content {
	readonly content: string;
	readonly words: WordFilter;
}

function fromText(path: string, given: string): SurroundingFile {
	const text = shortText(given);
	return {
		path,
		text,
		content: () => given,
	};
}

function readAround(root: string, path: string): Content {
	const source = readBytes(join(root, path), path);
	const bytes = source.kind === "bytes" ? source.bytes : Buffer.alloc(0);
	return { content: bytes.toString("latin1"), words: new WordFilter(bytes) };
}

function textOf(content: string): string {
	return shortText(
		isAscii(content) ? content : decodeText(Buffer.from(content, "latin1")),
	);
}

function isAscii(text: string): boolean {
	return !/[^\0-\x7f]/.test(text);
}

function shortText(text: string): string {
	return text.length > charLimit ? "" : text;
}
