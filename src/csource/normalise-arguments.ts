import { readType } from "./declaration.ts";
import { STATEMENT_WORDS } from "./keywords.ts";
import { fill, insert, type NormalText } from "./normal-text.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	splitAtCommas,
	startAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";
import {
	COLON,
	ELLIPSIS,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	QUESTION,
	SEMICOLON,
} from "./tokens.ts";
import { isTypeName, isTypeSpelling, takesTypeAt } from "./type-spelling.ts";

/**
 * Makes expressions of the arguments of `callee(…)`, whose parentheses are at `open` and `close`: types, statements,
 * operators and gaps become identifiers. Returns the indices of tokens that are settled by this, as [from, to) pairs.
 */
export function normaliseArguments(
	normal: NormalText,
	stream: TokenStream,
	callee: string,
	open: number,
	close: number,
	isBlock: boolean,
): { from: number; to: number }[] {
	const settled: { from: number; to: number }[] = [];
	const parts = splitAtCommas(stream, open + 1, close);
	parts.forEach(({ from, to }, position) => {
		if (from >= to) {
			insert(normal, endAt(stream, from - 1), "_");
			return;
		}
		const start = startAt(stream, from);
		const end = endAt(stream, to - 1);
		const kind = argumentKind(stream, callee, position, from, to, isBlock);
		if (kind === "expression") return;
		fill(normal, start, end);
		settled.push({ from, to });
		normal.marks.set(
			start,
			kind === "type"
				? { kind, type: readType(stream, from, to) }
				: kind === "statements"
					? { kind, from: start, to: end }
					: { kind },
		);
	});
	return settled;
}

function argumentKind(
	stream: TokenStream,
	callee: string,
	position: number,
	from: number,
	to: number,
	isBlock: boolean,
): "expression" | "type" | "statements" | "opaque" {
	const first = kindAt(stream, from);
	if (first === IDENTIFIER && to - from === 1) {
		const name = nameAt(stream, from);
		if (isTypeName(name) || takesTypeAt(callee, position)) return "type";
	}
	if (STATEMENT_WORDS.has(symbolAt(stream, from))) return "statements";
	if (isTypeSpelling(stream, from, to)) return "type";
	const outside = kindsOutsideBrackets(stream, from, to);
	if (outside.includes(SEMICOLON)) return "statements";
	if (first === OPEN_BRACE) {
		const inside = kindsOutsideBrackets(stream, from + 1, to - 1);
		if (!inside.includes(SEMICOLON)) return "opaque";
		return isBlock || behindGroup(stream, from, to) < to
			? "statements"
			: "expression";
	}
	const hasOperand = outside.some(
		(kind) => kind <= 4 || kind === OPEN_PAREN || kind === OPEN_BRACE,
	);
	if (!hasOperand || outside.includes(ELLIPSIS)) return "opaque";
	const colons = outside.filter((kind) => kind === COLON).length;
	const questions = outside.filter((kind) => kind === QUESTION).length;
	return colons !== questions ? "opaque" : "expression";
}

/** The kinds of the tokens that stand in no bracket, brackets themselves by their opening. */
function kindsOutsideBrackets(
	stream: TokenStream,
	from: number,
	to: number,
): number[] {
	const kinds: number[] = [];
	for (let at = from; at < to; at++) {
		const kind = kindAt(stream, at);
		kinds.push(kind);
		if (kind === OPEN_PAREN || kind === OPEN_BRACKET || kind === OPEN_BRACE)
			at = behindGroup(stream, at, to) - 1;
	}
	return kinds;
}
