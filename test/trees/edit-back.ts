// Writes a driver of today as it stood before there were pins: references and put_page(). For tests of the conversion only.

/** Replaces calls by their text alone: enough for drivers that use them plainly. */
export function editBack(text: string): string {
	return text
		.replace(
			/\bpin_user_pages(_fast|_remote|_unlocked)?\(/g,
			"get_user_pages$1(",
		)
		.replace(
			/^([ \t]*)unpin_user_pages\(((?:[^(),;]|\([^()]*\))+),\s*((?:[^(),;]|\([^()]*\))+)\);/gm,
			(_all, indent: string, pages: string, count: string) =>
				loop(indent, pages, count, []),
		)
		.replace(
			/^([ \t]*)unpin_user_pages_dirty_lock\(((?:[^(),;]|\([^()]*\))+),\s*((?:[^(),;]|\([^()]*\))+),\s*((?:[^(),;]|\([^()]*\))+)\);/gm,
			(_all, indent: string, pages: string, count: string, dirty: string) =>
				loop(indent, pages, count, [
					`if (${dirty.trim()})`,
					"\tset_page_dirty_lock(PAGE);",
				]),
		)
		.replace(/\bunpin_user_page\(/g, "put_page(");
}

function loop(
	indent: string,
	pages: string,
	count: string,
	before: readonly string[],
): string {
	const array = pages.trim();
	const page = /^\w+$/.test(array) ? `${array}[at]` : `(${array})[at]`;
	const lines = [
		"{",
		"\tunsigned long at;",
		"",
		`\tfor (at = 0; at < ${count.trim()}; at++) {`,
		...before.map((line) => `\t\t${line.replace("PAGE", page)}`),
		`\t\tput_page(${page});`,
		"\t}",
		"}",
	];
	return lines.map((line) => (line === "" ? "" : indent + line)).join("\n");
}
