/** Fills lines up to a width with the words of a text; a longer word has a line of its own. `next` begins all lines but the first. */
export function wrapWords(text: string, width: number, next = ""): string {
	const lines: string[] = [];
	let line = "";
	for (const word of text.trim().split(/\s+/)) {
		const longer = line.trim() === "" ? `${line}${word}` : `${line} ${word}`;
		if (longer.length > width && line.trim() !== "") {
			lines.push(line);
			line = `${next}${word}`;
		} else line = longer;
	}
	return [...lines, line].join("\n");
}
