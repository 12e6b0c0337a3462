// What a C file keeps to itself (static functions and variables, macros) has to stay apart from things of the same name in
// the files it is read together with. Such names get another first letter, one that no C file uses and that tells the file
// and the letter it stands for. A name keeps its length, so that every offset stays true.

import {
	createEmptyTable,
	HASH_SEED,
	mixHash,
	type SymbolTable,
	symbolOf,
} from "./symbol-table.ts";

const firstLetter = 0x4e00;
const lettersPerFile = 128;
const fileLimit = 160;

/** Letters, digits and underscores of ASCII, by character code: 1 can begin a word, 2 can stand in one. */
const classes = new Uint8Array(128).map((_, code) => {
	if (code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122))
		return 1;
	return code >= 48 && code <= 57 ? 2 : 0;
});

/** Calls back with the number and the place of each word of the text. */
function eachWord(
	text: string,
	table: SymbolTable,
	onWord: (symbol: number, start: number, end: number) => void,
): void {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 128 || classes[code] !== 1) continue;
		let hash = HASH_SEED;
		let end = at;
		let letter = code;
		do {
			hash = mixHash(hash, letter);
			letter = ++end < text.length ? text.charCodeAt(end) : 0;
		} while (letter < 128 && classes[letter] !== 0);
		onWord(symbolOf(table, text, at, end, hash), at, end);
		at = end;
	}
}

/** Names that no other file can mean: static functions and variables, and macros. */
export function localNames(text: string): ReadonlySet<string> {
	const found = new Set<string>();
	for (const [, name] of text.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)/gm))
		if (name !== undefined) found.add(name);
	for (const [, name] of text.matchAll(
		/^static\b[^;={}()#]*?\b([A-Za-z_]\w*)\s*[([=;]/gm,
	))
		if (name !== undefined && !/^[A-Z\d_]+$/.test(name)) found.add(name);
	return found;
}

/** The text with those names made different from what other files call so. file: counted from 0. */
export function withOwnNames(
	text: string,
	names: ReadonlySet<string>,
	file: number,
): string {
	if (names.size === 0 || file >= fileLimit) return text;
	const base = firstLetter + file * lettersPerFile;
	const pieces: string[] = [];
	let behind = 0;
	const table = createEmptyTable();
	for (const name of names)
		if (/^[A-Za-z_]\w*$/.test(name)) eachWord(name, table, () => {});
	const last = table.names.length - 1;
	eachWord(text, table, (symbol, start) => {
		if (symbol > last) return;
		pieces.push(
			text.slice(behind, start),
			String.fromCharCode(base + text.charCodeAt(start)),
		);
		behind = start + 1;
	});
	pieces.push(text.slice(behind));
	return pieces.join("");
}

const changed = new RegExp(
	`[\\u${firstLetter.toString(16)}-\\u${(firstLetter + fileLimit * lettersPerFile - 1).toString(16)}](?=\\w|\\b|$)`,
	"g",
);

/** A text in which names are as their author wrote them. */
export function asWritten(text: string): string {
	return text.replace(changed, (letter) =>
		String.fromCharCode((letter.charCodeAt(0) - firstLetter) % lettersPerFile),
	);
}
