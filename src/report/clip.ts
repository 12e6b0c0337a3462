/** Longest line of somebody's source that is printed. Generated files have lines of megabytes. */
const clipWidth = 160;

/** Text in one line, white space as single blanks, cut with an ellipsis. */
export function clipText(text: string, width = 60): string {
	const line = text
		.slice(0, width * 4)
		.replace(/\s+/g, " ")
		.trim();
	return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** A source line as it is, cut with an ellipsis. */
export function clipLine(line: string): string {
	return line.length > clipWidth ? `${line.slice(0, clipWidth - 1)}…` : line;
}
