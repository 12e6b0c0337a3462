// A file around those that are judged. Of most of them only a few words are asked for: those are looked for in the bytes
// taken as Latin-1, which costs a copy (in a Buffer the search itself takes twice as long), and a text is made of few.

import { join } from "node:path";
import type { NamedText } from "#csource/joined-text.ts";
import { decodeText, readBytes } from "./read-source.ts";

/** Generated headers of register numbers are longer; nothing else is. */
const charLimit = 600_000;

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
	const read = (): string => {
		content ??= readAround(root, path);
		return content;
	};
	return {
		path,
		get text() {
			text ??= textOf(read());
			return text;
		},
		includes: (word) => read().includes(word),
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
