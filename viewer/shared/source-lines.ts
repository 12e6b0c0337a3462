// Lines of the excerpts that came with the page.

import type { Excerpts } from "#report/viewer/excerpt.ts";

export interface SourceLine {
	number: number;
	text: string;
	isCurrent: boolean;
}

/** Null for a line that did not come with the page. */
export function lineOf(
	excerpts: Excerpts,
	file: string,
	line: number,
): string | null {
	for (const { first, lines } of excerpts[file] ?? []) {
		const found = lines[line - first];
		if (line >= first && found !== undefined) return found;
	}
	return null;
}

/** Some lines around a place, as far as the page has them. */
export function linesAround(
	excerpts: Excerpts,
	{ file, line }: { file: string; line: number },
	around: number,
): SourceLine[] {
	const found: SourceLine[] = [];
	for (let number = line - around; number <= line + around; number++) {
		const text = lineOf(excerpts, file, number);
		if (text !== null) found.push({ number, text, isCurrent: number === line });
	}
	return found;
}
