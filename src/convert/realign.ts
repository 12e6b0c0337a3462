import { columnAfter, columnAt, indentTo } from "./layout.ts";

export interface Realigned {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** Continuation lines that stand under an open parenthesis move with it by some columns. */
export function realigned(
	original: string,
	open: number,
	close: number,
	shift: number,
): readonly Realigned[] {
	const column = columnAt(original, open + 1);
	const edits: Realigned[] = [];
	if (shift === 0) return edits;
	for (
		let at = original.indexOf("\n", open);
		at >= 0 && at < close;
		at = original.indexOf("\n", at + 1)
	) {
		const blanks = /^[ \t]*/.exec(original.slice(at + 1, close))?.[0] ?? "";
		if (columnAfter(blanks) === column)
			edits.push({
				start: at + 1,
				end: at + 1 + blanks.length,
				text: indentTo(column + shift),
			});
	}
	return edits;
}
