// What a C file keeps to itself (static functions and variables, macros) has to stay apart from things of the same name in
// the files it is read together with. Such names get another first letter, one that no C file uses and that tells the file
// and the letter it stands for. A name keeps its length, so that every offset stays true.

const firstLetter = 0x4e00;
const lettersPerFile = 128;
const fileLimit = 160;

/** Every identifier of a text, those in comments and strings included. */
export function identifiersIn(text: string): ReadonlySet<string> {
	return new Set(text.match(/[A-Za-z_]\w*/g));
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
	return text.replace(/[A-Za-z_]\w*/g, (name) =>
		names.has(name)
			? String.fromCharCode(base + name.charCodeAt(0)) + name.slice(1)
			: name,
	);
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
