// A file around those that are judged. Of most of them only a few words are asked for: those are looked for in the bytes
// taken as Latin-1, which costs a copy (in a Buffer the search itself takes twice as long), and a text is made of few.
// A file that is asked for many words has a filter, which most of them do not pass.

import { join } from "node:path";
import { TrigramFilter } from "#base/trigram-filter.ts";
import type { NamedText } from "#csource/joined-text.ts";
import { decodeText, readBytes } from "./read-source.ts";

/** Generated headers of register numbers are longer; nothing else is. */
const charLimit = 600_000;

/** So many words are searched for before a filter pays. */
const unfiltered = 3;

/** Read when it is first asked for something, once. What cannot be read, or is longer than the limit, has no text. */
export interface SurroundingFile extends NamedText {
	readonly includes: (word: string) => boolean;
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
	let content: string | null = null;
	let text: string | null = null;
	let asked = 0;
	let filter: TrigramFilter | null = null;
	const read = (): string => {
		content ??= readAround(root, path);
		return content;
	};
	const mayContain = (word: string): boolean => {
		if (asked++ < unfiltered) return true;
		filter ??= new TrigramFilter(read());
		return filter.mayContain(word);
	};
	return {
		path,
		get text() {
			text ??= textOf(read());
			return text;
		},
		includes: (word) => mayContain(word) && read().includes(word),
		content: read,
	};
}

function fromText(path: string, given: string): SurroundingFile {
	const text = shortText(given);
	return {
		path,
		text,
		includes: (word) => text.includes(word),
		content: () => given,
	};
}

function readAround(root: string, path: string): string {
	const source = readBytes(join(root, path), path);
	return source.kind === "bytes" ? source.bytes.toString("latin1") : "";
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
