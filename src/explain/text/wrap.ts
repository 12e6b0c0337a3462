/** Breaks a sentence into lines; the lines after the first are indented by `indent`. */
export function wrap(
	text: string,
	first = "",
	indent = first,
	width = 100,
): string[] {
	const lines: string[] = [];
	let line = first;
	let empty = true;
	for (const word of text.split(/\s+/).filter((part) => part !== "")) {
		if (!empty && line.length + 1 + word.length > width) {
			lines.push(line);
			line = indent;
			empty = true;
		}
		line += empty ? word : ` ${word}`;
		empty = false;
	}
	return empty ? lines : [...lines, line];
}
