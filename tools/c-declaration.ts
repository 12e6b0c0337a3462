// Finds in a kernel header or source file what a symbol is declared as, without a parser: enough for a citation check.

/** How a symbol is declared; parameters: null where that cannot be told (object-like macro, constant, generated). */
export interface Declaration {
	readonly kind: "function" | "macro" | "constant" | "struct" | "generated";
	readonly parameters: number | null;
}

/** The text with comments and string contents blanked, so that a mention is not taken for a declaration. */
export function withoutComments(text: string): string {
	return text.replace(
		/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g,
		(match) => match.replace(/[^\n]/g, " "),
	);
}

/** Number of parameters of a list without its parentheses: commas at depth 0, and none for void. */
function countParameters(list: string): number {
	if (/^\s*(void)?\s*$/.test(list)) return 0;
	let depth = 0;
	let commas = 0;
	for (const character of list) {
		if (character === "(" || character === "[") depth++;
		else if (character === ")" || character === "]") depth--;
		else if (character === "," && depth === 0) commas++;
	}
	return commas + 1;
}

/** The index just after the parenthesis that closes the one at `open`, or -1. */
function afterClosing(text: string, open: number): number {
	let depth = 0;
	for (let index = open; index < text.length; index++) {
		if (text[index] === "(") depth++;
		else if (text[index] === ")" && --depth === 0) return index + 1;
	}
	return -1;
}

function isTypeText(before: string): boolean {
	return (
		/[A-Za-z_]/.test(before) &&
		/^[\w\s*]*$/.test(before) &&
		!/\b(return|else|goto|case|define|if|while|do)\b/.test(before)
	);
}

/** What stands between the end of the statement before and `index`; preprocessor lines do not count. */
function headBefore(code: string, index: number): string {
	const from = Math.max(
		...[";", "{", "}", ")"].map((stop) => code.lastIndexOf(stop, index - 1)),
		index - 300,
	);
	return code
		.slice(from + 1, index)
		.split("\n")
		.filter((line) => !/^\s*#/.test(line))
		.join("\n");
}

function functions(code: string, symbol: string): Declaration[] {
	const found: Declaration[] = [];
	for (const match of code.matchAll(
		new RegExp(`(?<![\\w.>])${symbol}\\s*\\(`, "g"),
	)) {
		const open = match.index + match[0].length - 1;
		const end = afterClosing(code, open);
		if (end < 0 || !isTypeText(headBefore(code, match.index))) continue;
		found.push({
			kind: "function",
			parameters: countParameters(code.slice(open + 1, end - 1)),
		});
	}
	return found;
}

function macros(code: string, symbol: string): Declaration[] {
	const pattern = new RegExp(
		`^[ \\t]*#[ \\t]*define[ \\t]+${symbol}(?:\\(([^)]*)\\)|(?!\\w))`,
		"gm",
	);
	return [...code.matchAll(pattern)].map((match) => ({
		kind: "macro",
		parameters: match[1] === undefined ? null : countParameters(match[1]),
	}));
}

/** SetPageDirty() and folio_set_dirty() are made by PAGEFLAG(Dirty, dirty, …) in include/linux/page-flags.h. */
function generatedFlags(code: string, symbol: string): Declaration[] {
	const upper = /^SetPage(\w+)$/.exec(symbol)?.[1];
	const lower = /^folio_set_(\w+)$/.exec(symbol)?.[1];
	if (upper === undefined && lower === undefined) return [];
	if (lower !== undefined && !code.includes("folio_set_##")) return [];
	const pattern = new RegExp(
		`^\\s*(?:__)?(?:PAGEFLAG|SETPAGEFLAG)\\(${upper ?? "\\w+"},\\s*${lower ?? "\\w+"},`,
		"m",
	);
	return pattern.test(code) ? [{ kind: "generated", parameters: 1 }] : [];
}

/** Every way in which a file declares a symbol; empty when it only uses or mentions it. */
export function declarationsOf(text: string, symbol: string): Declaration[] {
	const code = withoutComments(text);
	const found = [
		...functions(code, symbol),
		...macros(code, symbol),
		...generatedFlags(code, symbol),
	];
	if (new RegExp(`^\\s*${symbol}\\s*(=|,|\\n)`, "m").test(code))
		found.push({ kind: "constant", parameters: null });
	if (new RegExp(`\\bstruct\\s+${symbol}\\s*\\{`).test(code))
		found.push({ kind: "struct", parameters: null });
	return found;
}
