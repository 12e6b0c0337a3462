// Edits of a joined text as edits of its files.

import type { JoinedText } from "#csource/joined-text.ts";
import { asWritten } from "#csource/local-names.ts";
import type { Edit } from "./conversion.ts";

/** By path, sorted; names and line ends as the file has them. */
export function splitEdits(
	{ parts, text }: JoinedText,
	edits: readonly Edit[],
): ReadonlyMap<string, readonly Edit[]> {
	const found = new Map<string, readonly Edit[]>();
	for (const part of parts) {
		const inside = edits.filter(
			({ start, end }) => part.start <= start && end <= part.end,
		);
		if (inside.length === 0) continue;
		const isDos = text.slice(part.start, part.end).includes("\r\n");
		found.set(
			part.path,
			inside.map((edit) => ({
				...edit,
				start: edit.start - part.start,
				end: edit.end - part.start,
				text: lineEnds(asWritten(edit.text), isDos),
				what: asWritten(edit.what),
				function: asWritten(edit.function),
			})),
		);
	}
	return found;
}

function lineEnds(text: string, isDos: boolean): string {
	return isDos ? text.replace(/\r?\n/g, "\r\n") : text;
}
