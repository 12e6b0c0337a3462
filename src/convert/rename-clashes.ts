// Functions of a file that have the name of a call which the target kernel declares: they would not compile there.

import type { KernelVersion } from "#catalog/entry.ts";
import { lex } from "#csource/lexer.ts";
import type { SourceView } from "#csource/source-file.ts";
import {
	CLOSE_PAREN,
	IDENTIFIER,
	OPEN_PAREN,
	spelling,
	type Tokens,
} from "#csource/tokens.ts";
import type { Edit } from "./conversion.ts";
import { realigned } from "./realign.ts";
import { hasCall } from "./target-api.ts";

/** The name of the file goes before the function's, everywhere in the file. */
export function renameClashes(
	view: SourceView,
	from: KernelVersion,
	to: KernelVersion,
): readonly Edit[] {
	const clashing = view.functions.filter(
		({ name, isStatic }) =>
			isStatic &&
			/^(pin_user|unpin_user|put_user_page)/.test(name) &&
			!hasCall(name, from) &&
			hasCall(name, to),
	);
	if (clashing.length === 0) return [];
	const stem = (view.path.split("/").at(-1) ?? "")
		.replace(/\.[ch]$/, "")
		.replace(/\W/g, "_");
	const names = new Set(clashing.map(({ name }) => name));
	const tokens = lex(view.original);
	const edits: Edit[] = [];
	for (let index = 0; index < tokens.count; index++) {
		const name = spelling(tokens, index);
		const start = tokens.starts[index];
		const end = tokens.ends[index];
		if (tokens.kinds[index] !== IDENTIFIER || !names.has(name)) continue;
		if (start === undefined || end === undefined) continue;
		const what = `${name}() of this file gets another name: ${to} has a call of that name`;
		edits.push({ start, end, text: `${stem}_${name}`, what, function: "" });
		const close = closeOf(tokens, index + 1);
		for (const blanks of close === null
			? []
			: realigned(view.original, end, close, stem.length + 1))
			edits.push({ ...blanks, what, function: "" });
	}
	return edits;
}

/** Offset of the parenthesis that closes the one at this token; null where there is none. */
function closeOf(tokens: Tokens, index: number): number | null {
	if (tokens.kinds[index] !== OPEN_PAREN) return null;
	let depth = 0;
	for (let at = index; at < tokens.count; at++) {
		if (tokens.kinds[at] === OPEN_PAREN) depth++;
		else if (tokens.kinds[at] === CLOSE_PAREN) depth--;
		if (depth === 0) return tokens.starts[at] ?? null;
	}
	return null;
}
