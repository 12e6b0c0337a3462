const SPACES = " ".repeat(4096);

function spaces(count: number): string {
	return count <= SPACES.length ? SPACES.slice(0, count) : " ".repeat(count);
}

/** text[start, end) as spaces, with its line ends kept. */
export function blankOf(text: string, start: number, end: number): string {
	if (
		end > start &&
		text.charCodeAt(end) === 10 &&
		text.charCodeAt(end - 1) === 13
	)
		return `${blankOf(text, start, end - 1)}\r`;
	let newline = text.indexOf("\n", start);
	if (newline < 0 || newline >= end) return spaces(end - start);
	let out = "";
	let at = start;
	while (newline >= 0 && newline < end) {
		const isCrlf = newline > at && text.charCodeAt(newline - 1) === 13;
		out += spaces(newline - at - (isCrlf ? 1 : 0));
		out += isCrlf ? "\r\n" : "\n";
		at = newline + 1;
		newline = text.indexOf("\n", at);
	}
	return out + spaces(end - at);
}

/** The text with these ranges blanked: starts and ends alternating, ascending, apart. */
export function blankRanges(text: string, ranges: readonly number[]): string {
	if (ranges.length === 0) return text;
	const parts: string[] = [];
	let at = 0;
	for (let index = 0; index < ranges.length; index += 2) {
		const start = ranges[index] as number;
		const end = ranges[index + 1] as number;
		if (start > at) parts.push(text.slice(at, start));
		parts.push(blankOf(text, start, end));
		at = end;
	}
	parts.push(text.slice(at));
	return parts.join("");
}
