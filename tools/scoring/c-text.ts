// Just enough reading of C to judge a result without believing Pinfold's own parser.

/** Replaces comments and literals by spaces, keeping line ends and length. */
export function blankComments(text: string): string {
	return text.replaceAll(
		/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
		(match) => match.replaceAll(/[^\n]/g, " "),
	);
}

/**
 * Whether the name is called on this line (counted from 1), outside comments and literals, and not as the head of a
 * definition or declaration, which has a type in front of it in the first column.
 */
export function isCallOn(text: string, line: number, name: string): boolean {
	const content = blankComments(text).split("\n")[line - 1] ?? "";
	const call = new RegExp(`\\b${name}\\s*\\(`).exec(content);
	if (call === null) return false;
	const before = content.slice(0, call.index);
	const startsInFirstColumn = /^[A-Za-z_#]/.test(content);
	return !startsInFirstColumn || !/^[A-Za-z_][\w\s*]*$|^#/.test(before);
}

export interface FunctionExtent {
	readonly name: string;
	readonly firstLine: number;
	readonly lastLine: number;
}

/**
 * Functions written in the kernel's style, body braces in the first column. Misses those that are not; never names a
 * wrong function for a line inside one it found.
 */
export function functionsOf(text: string): FunctionExtent[] {
	const lines = blankComments(text).split("\n");
	const found: FunctionExtent[] = [];
	let head: { name: string; line: number } | null = null;
	let open: { name: string; line: number } | null = null;
	for (const [index, line] of lines.entries()) {
		const signature = /^(?:[A-Za-z_][\w\s*]*[\s*])?(\w+)\s*\([^;]*$/.exec(
			line,
		)?.[1];
		if (open === null && signature !== undefined && !line.startsWith("#"))
			head = { name: signature, line: index + 1 };
		if (line.startsWith("{") && head !== null && open === null) open = head;
		if (line.startsWith("}")) {
			if (open !== null)
				found.push({
					name: open.name,
					firstLine: open.line,
					lastLine: index + 1,
				});
			[open, head] = [null, null];
		}
	}
	return found;
}

export function functionOn(
	extents: readonly FunctionExtent[],
	line: number,
): string | null {
	return (
		extents.find((entry) => entry.firstLine <= line && line <= entry.lastLine)
			?.name ?? null
	);
}
