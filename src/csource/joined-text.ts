// Several files read as one text, the way a compiler and a linker see them: headers first, then a file, then others of the
// same program. One set of offsets, one set of `#if` choices for all of them.

import { LineIndex } from "#base/line-index.ts";
import { identifiersIn, localNames, withOwnNames } from "./local-names.ts";
import type { Extent } from "./syntax.ts";

/** Path relative to the root, with forward slashes. */
export interface NamedText {
	readonly path: string;
	readonly text: string;
	/**
	 * Whether the text may have a whole word of ASCII letters, where that can be told without making the text. Errs: true for
	 * texts that do not have it.
	 */
	readonly mayMention?: (word: string) => boolean;
}

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
	if (others.length === 0) return [];
	const sources = [file, ...others].filter(({ path }) => !path.endsWith(".h"));
	const mentions = new Map(
		[file, ...others].map((entry) => [entry.path, identifiersOf(entry)]),
	);
	const locals = new Map(sources.map((entry) => [entry.path, localsOf(entry)]));
	const ofFile = locals.get(file.path) ?? new Set();
	return others.map(({ path, text }, index) => {
		if (path.endsWith(".h")) return { path, text };
		const own = locals.get(path) ?? new Set();
		const names = new Set<string>();
		for (const name of own) {
			for (const [other, mentioned] of mentions)
				if (other !== path && mentioned.has(name)) names.add(name);
		}
		for (const name of ofFile)
			if (mentions.get(path)?.has(name) === true) names.add(name);
		return { path, text: withOwnNames(text, names, index) };
	});
}

const identifiers = new WeakMap<NamedText, ReadonlySet<string>>();
const locals = new WeakMap<NamedText, ReadonlySet<string>>();

/** Read once for a file: it is joined to several others, and again when more are. */
function identifiersOf(file: NamedText): ReadonlySet<string> {
	let names = identifiers.get(file);
	if (names === undefined) {
		names = identifiersIn(file.text);
		identifiers.set(file, names);
	}
	return names;
}

function localsOf(file: NamedText): ReadonlySet<string> {
	let names = locals.get(file);
	if (names === undefined) {
		names = localNames(file.text);
		locals.set(file, names);
	}
	return names;
}
