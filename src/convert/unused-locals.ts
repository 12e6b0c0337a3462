// Local variables that nothing names any more after the edits: their declarations go.

import { lex } from "#csource/lexer.ts";
import type { Extent, FunctionSyntax, Statement } from "#csource/syntax.ts";
import { IDENTIFIER, spelling } from "#csource/tokens.ts";
import { visitStatement } from "#csource/walk.ts";
import type { Edit } from "./conversion.ts";
import { isPure } from "./expression-text.ts";
import { lineStart, nextLine } from "./layout.ts";
import { applyEdits } from "./merge-edits.ts";

/** Counts names in all branches of `#if`, so that a variable which some configuration needs stays. */
export function dropUnusedLocals(
	original: string,
	syntax: FunctionSyntax,
	edits: readonly Edit[],
): readonly Edit[] {
	const inside = edits.filter(
		({ start, end }) => syntax.start <= start && end <= syntax.end,
	);
	if (inside.length === 0) return [];
	const text = original.slice(syntax.start, syntax.end);
	const after = applyEdits(
		text,
		inside.map((edit) => ({
			...edit,
			start: edit.start - syntax.start,
			end: edit.end - syntax.start,
		})),
	);
	const before = countNames(text);
	const left = countNames(after);
	const found: Edit[] = [];
	visitStatement(syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		const unused = statement.declarators.filter(
			({ name, initial }) =>
				left.get(name) === 1 &&
				(before.get(name) ?? 0) > 1 &&
				(initial === null || isPure(initial)),
		);
		if (unused.length === 0) return;
		const names = unused.map(({ name }) => name);
		const removals = withoutNames(original, syntax, statement, names);
		const isFree = removals.every(
			(removal) => !inside.some((edit) => overlaps(edit, removal)),
		);
		if (isFree) found.push(...removals);
	});
	return found;
}

function overlaps(edit: Edit, other: Extent): boolean {
	return edit.start < other.end && other.start < edit.end;
}

function countNames(text: string): ReadonlyMap<string, number> {
	const tokens = lex(text);
	const counts = new Map<string, number>();
	for (let index = 0; index < tokens.count; index++) {
		if (tokens.kinds[index] !== IDENTIFIER) continue;
		const name = spelling(tokens, index);
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	// The conditions of directives name macros only, their bodies may name anything.
	for (const { start, end } of tokens.directives)
		for (const [name] of text.slice(start, end).matchAll(/[A-Za-z_]\w*/g))
			counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}

/** Empty where the declaration is not of a plain form. */
function withoutNames(
	original: string,
	syntax: FunctionSyntax,
	statement: Statement & { kind: "declaration" },
	names: readonly string[],
): readonly Edit[] {
	const what = `${names.join(", ")} ${names.length === 1 ? "is" : "are"} no longer used`;
	const edit = (start: number, end: number, text: string): Edit => ({
		start,
		end,
		text,
		what,
		function: syntax.name,
	});
	if (names.length === statement.declarators.length)
		return wholeLines(original, syntax, statement, edit);
	const first = statement.declarators[0];
	const text = original.slice(statement.start, statement.end);
	if (first === undefined || /[{}"']|\/\*|\/\//.test(text)) return [];
	// The type goes up to the stars of the first name.
	const head = text.slice(0, first.start - statement.start);
	const from = statement.start + head.replace(/[\s*]*$/, "").length;
	const to = statement.end - (/;?\s*$/.exec(text)?.[0].length ?? 0);
	const parts = splitAtCommas(original, from, to);
	if (parts.length !== statement.declarators.length) return [];
	const isKept = (index: number): boolean =>
		!names.includes(statement.declarators[index]?.name ?? "");
	const firstKept = parts.findIndex((_part, index) => isKept(index));
	return parts.flatMap((part, index) => {
		if (isKept(index)) return [];
		// The first ones go with the commas after them, others with the comma before.
		if (index > firstKept) return [edit(part.start - 1, part.end, "")];
		const next = parts[index + 1];
		return next === undefined ? [] : [edit(part.start, next.start, "")];
	});
}

function wholeLines(
	original: string,
	syntax: FunctionSyntax,
	statement: Statement,
	edit: (start: number, end: number, text: string) => Edit,
): readonly Edit[] {
	const start = lineStart(original, statement.start);
	const end = nextLine(original, statement.end);
	const around =
		original.slice(start, statement.start) + original.slice(statement.end, end);
	if (around.trim() !== "") return [];
	// The blank line after the only declaration of a block goes too.
	const opens = original.slice(syntax.start, start).trimEnd().endsWith("{");
	const blank = /^[ \t]*\n/.exec(original.slice(end))?.[0] ?? "";
	return [edit(start, opens ? end + blank.length : end, "")];
}

function splitAtCommas(
	text: string,
	start: number,
	end: number,
): readonly Extent[] {
	const parts: Extent[] = [];
	let depth = 0;
	let from = start;
	for (let at = start; at < end; at++) {
		const char = text[at] ?? "";
		if ("([{".includes(char)) depth++;
		else if (")]}".includes(char)) depth--;
		else if (char === "," && depth === 0) {
			parts.push({ start: from, end: at });
			from = at + 1;
		}
	}
	return [...parts, { start: from, end }];
}
