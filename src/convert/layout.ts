// How kernel C is laid out: tabs of eight columns, lines of 80, continued under the open parenthesis.
//
// Source   Documentation/process/coding-style.rst (v6.12), sections 1 and 2

const tab = 8;
export const lineLimit = 80;

/** Columns that a text takes when it begins at a column; tabs go to the next multiple of eight. */
export function columnAfter(text: string, from = 0): number {
	let column = from;
	for (const char of text)
		column = char === "\t" ? column + tab - (column % tab) : column + 1;
	return column;
}

/** Blanks up to a column: tabs, then spaces. */
export function indentTo(column: number): string {
	return "\t".repeat(Math.floor(column / tab)) + " ".repeat(column % tab);
}

/** The blanks at the beginning of the line that an offset lies in. */
export function indentAt(text: string, offset: number): string {
	const start = lineStart(text, offset);
	return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

export function lineStart(text: string, offset: number): number {
	return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset behind the line's end. */
export function nextLine(text: string, offset: number): number {
	const end = text.indexOf("\n", offset);
	return end < 0 ? text.length : end + 1;
}

/** Column at which an offset stands. */
export function columnAt(text: string, offset: number): number {
	return columnAfter(text.slice(lineStart(text, offset), offset));
}

/** `head(a, b, c)` from a column on; arguments that do not fit go on under the first. `tail` is what follows at once: `;`. */
export function layOutCall(
	head: string,
	args: readonly string[],
	column: number,
	tail = "",
): string {
	const whole = `${head}(${args.join(", ")})${tail}`;
	if (columnAfter(whole, column) <= lineLimit && !whole.includes("\n"))
		return whole;
	const inside = columnAfter(`${head}(`, column);
	const lines: string[] = [];
	let line = "";
	args.forEach((arg, index) => {
		const isLast = index === args.length - 1;
		const piece = isLast ? `${arg})${tail}` : `${arg},`;
		const grown = line === "" ? piece : `${line} ${piece}`;
		if (line !== "" && columnAfter(grown, inside) > lineLimit) {
			lines.push(line);
			line = piece;
		} else line = grown;
	});
	return `${head}(${[...lines, line].join(`\n${indentTo(inside)}`)}${args.length === 0 ? `)${tail}` : ""}`;
}
