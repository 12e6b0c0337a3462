// Several files read as one text, the way a compiler and a linker see them: headers first, then a file, then others of the
// same program. One set of offsets, one set of `#if` choices for all of them.

import { LineIndex } from "#base/line-index.ts";
import { localNames, withOwnNames } from "./local-names.ts";
import { mentions } from "./mentions.ts";
import type { NamedText } from "./named-text.ts";
import type { Extent } from "./syntax.ts";

export interface TextPart extends Extent {
	readonly path: string;
	/** Included by C files: what it defines is not the matter of one of them. */
	readonly isHeader: boolean;
}

/** A place as a person looks it up; line and column start at 1. */
export interface FilePlace {
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

export interface JoinedText {
	/** The file it is about. */
	readonly path: string;
	/** Names that one of the others keeps to itself may be changed: see asWritten(). */
	readonly text: string;
	readonly parts: readonly TextPart[];
	/** Where the file stands. */
	readonly own: Extent;
	/** Where the file and its headers stand. */
	readonly seeds: Extent;
	placeOf(offset: number): FilePlace;
}

const separator = "\n\n";

/** The order of the headers is that in which they are included. */
export function joinTexts(
	headers: readonly NamedText[],
	file: NamedText,
	others: readonly NamedText[],
): JoinedText {
	const ordered = [...headers, file, ...others];
	const renamed = new Map(
		separateLocals(file, others).map((entry) => [entry.path, entry.text]),
	);
	const parts: TextPart[] = [];
	let start = 0;
	for (const entry of ordered) {
		const end = start + entry.text.length;
		const isHeader = entry !== file && entry.path.endsWith(".h");
		parts.push({ path: entry.path, isHeader, start, end });
		start = end + separator.length;
	}
	const ownPart = parts[headers.length] ?? { start: 0, end: 0 };
	const text = ordered
		.map((entry) => renamed.get(entry.path) ?? entry.text)
		.join(separator);
	const lines = new Map<TextPart, LineIndex>();
	const placeOf = (offset: number): FilePlace => {
		const part = partAt(parts, offset);
		if (part === undefined) return { file: file.path, line: 1, column: 1 };
		let index = lines.get(part);
		if (index === undefined) {
			index = new LineIndex(text.slice(part.start, part.end));
			lines.set(part, index);
		}
		const inside = offset - part.start;
		return {
			file: part.path,
			line: index.lineOf(inside),
			column: index.columnOf(inside),
		};
	};
	return {
		path: file.path,
		text,
		parts,
		own: { start: ownPart.start, end: ownPart.end },
		seeds: { start: 0, end: ownPart.end },
		placeOf,
	};
}

function partAt(
	parts: readonly TextPart[],
	offset: number,
): TextPart | undefined {
	return parts.findLast((part) => part.start <= offset);
}

/** The others, with every name that must not meet one of the file or of each other made their own. */
function separateLocals(
	file: NamedText,
	others: readonly NamedText[],
): readonly NamedText[] {
	return others.map((entry, index) => {
		const { path } = entry;
		if (path.endsWith(".h")) return entry;
		const names = new Set(sharedLocals(file, entry));
		for (const other of [file, ...others])
			if (other.path !== path)
				for (const name of sharedLocals(entry, other)) names.add(name);
		return { path, text: separated(entry, names, index) };
	});
}

const shared = new WeakMap<NamedText, WeakMap<NamedText, readonly string[]>>();

/** What a file keeps to itself and the other one names; looked up once for two files. */
function sharedLocals(file: NamedText, other: NamedText): readonly string[] {
	let known = shared.get(file);
	if (known === undefined) {
		known = new WeakMap();
		shared.set(file, known);
	}
	let names = known.get(other);
	if (names === undefined) {
		names = [...localsOf(file)].filter((name) => mentions(other, name));
		known.set(other, names);
	}
	return names;
}

interface Separated {
	readonly key: string;
	readonly text: string;
}

const texts = new WeakMap<NamedText, Separated>();

/** Made again only where other names meet: the list of files grows at its end. */
function separated(
	file: NamedText,
	names: ReadonlySet<string>,
	index: number,
): string {
	const key = `${index} ${[...names].sort().join(" ")}`;
	const before = texts.get(file);
	if (before?.key === key) return before.text;
	const text = withOwnNames(file.text, names, index);
	texts.set(file, { key, text });
	return text;
}

const locals = new WeakMap<NamedText, ReadonlySet<string>>();

/** Names a C file keeps to itself; read once, it is joined to several others. */
function localsOf(file: NamedText): ReadonlySet<string> {
	let names = locals.get(file);
	if (names === undefined) {
		names = file.path.endsWith(".h") ? new Set() : localNames(file.text);
		locals.set(file, names);
	}
	return names;
}
