// A file around those that are judged. Of most of them only a few words are asked for: those are looked for in the bytes,
// and a text is made of few.

import { join } from "node:path";
import type { NamedText } from "#csource/joined-text.ts";
import { decodeText, readBytes } from "./read-source.ts";

/** Generated headers of register numbers are longer; nothing else is. */
const charLimit = 600_000;

/** Read when it is first asked for something, once. What cannot be read, or is longer than the limit, has no text. */
export interface SurroundingFile extends NamedText {
	readonly includes: (word: string) => boolean;
	/** Its bytes as they were read; the text where that was given. */
	content(): Buffer | string;
}

/** given: what it is taken to contain; null where it is taken not to be there. */
export function createSurroundingFile(
	root: string,
	path: string,
	given: string | null | undefined,
): SurroundingFile {
	let content: Buffer | string | null =
		given === undefined ? null : (given ?? "");
	let text: string | null = typeof content === "string" ? content : null;
	const read = (): Buffer | string => {
		content ??= readAround(root, path);
		return content;
	};
	return {
		path,
		get text() {
			if (text === null) {
				const known = read();
				text = typeof known === "string" ? known : decodeText(known);
				if (text.length > charLimit) text = "";
			}
			return text;
		},
		includes: (word) => text?.includes(word) ?? read().includes(word),
		content: read,
	};
}

function readAround(root: string, path: string): Buffer | string {
	const source = readBytes(join(root, path), path);
	return source.kind === "bytes" ? source.bytes : "";
}
