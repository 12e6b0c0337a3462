// Picks the lines that a page brings along.

import type { LineReader } from "#findings/fingerprint.ts";
import type { Excerpt, Excerpts } from "./excerpt.ts";

export interface ExcerptPlace {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** How many lines before and after it. */
	readonly around: number;
}

/** A file that cannot be read any more has no lines. */
export function excerptsOf(
	places: readonly ExcerptPlace[],
	read: LineReader,
): Excerpts {
	const wanted = new Map<string, Set<number>>();
	for (const { file, line, around } of places) {
		const lines = wanted.get(file) ?? new Set();
		wanted.set(file, lines);
		for (let near = line - around; near <= line + around; near++)
			if (near > 0) lines.add(near);
	}
	return Object.fromEntries(
		[...wanted].map(([file, lines]) => [
			file,
			stretches(
				[...lines].sort((a, b) => a - b),
				(line) => read(file, line),
			),
		]),
	);
}

function stretches(
	lines: readonly number[],
	read: (line: number) => string | null,
): Excerpt[] {
	const found: { first: number; lines: string[] }[] = [];
	for (const line of lines) {
		const text = read(line);
		if (text === null) continue;
		const last = found.at(-1);
		if (last !== undefined && last.first + last.lines.length === line)
			last.lines.push(text);
		else found.push({ first: line, lines: [text] });
	}
	return found;
}
