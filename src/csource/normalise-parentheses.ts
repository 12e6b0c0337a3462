import { readType } from "./declaration.ts";
import { isKeyword, keywordNumber } from "./keywords.ts";
import { blank, fill, type NormalText, put } from "./normal-text.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	startAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";
import {
	AMPERSAND,
	AND_AND,
	CHARACTER,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	DECREMENT,
	IDENTIFIER,
	INCREMENT,
	NUMBER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	STAR,
	STRING,
} from "./tokens.ts";
import { isTypeName, isTypeSpelling } from "./type-spelling.ts";

/** Tokens that begin an operand and cannot stand between two. */
const onlyOperand = new Set<number>([
	IDENTIFIER,
	NUMBER,
	STRING,
	CHARACTER,
	OPEN_BRACE,
	"~".charCodeAt(0),
	"!".charCodeAt(0),
]);

/** Tokens that can begin an operand and can also follow one. */
const either = new Set<number>([
	OPEN_PAREN,
	STAR,
	AMPERSAND,
	"-".charCodeAt(0),
	"+".charCodeAt(0),
	INCREMENT,
	DECREMENT,
	AND_AND,
]);

const SIZEOF = keywordNumber("sizeof");

export type ParenthesisRole = "cast" | "literal" | "group";

/**
 * Settles what a parenthesis that follows no callee is, so that the grammar has nothing to guess: a cast becomes a unary
 * operator, the type of a compound literal an identifier, and `(name) - x` loses its parentheses.
 */
export function normaliseParentheses(
	normal: NormalText,
	stream: TokenStream,
	open: number,
	close: number,
): ParenthesisRole {
	const next = kindAt(stream, close + 1);
	if (isCast(stream, open, close, next)) {
		const type = readType(stream, open + 1, close);
		const start = startAt(stream, open);
		const end = endAt(stream, close);
		if (next === OPEN_BRACE) {
			fill(normal, start + 1, end - 1);
			normal.marks.set(start + 1, { kind: "type", type });
			return "literal";
		}
		put(normal, start, end, "!");
		normal.marks.set(start, { kind: "cast", type });
		return "cast";
	}
	if (either.has(next) && isPostfixOperand(stream, open + 1, close)) {
		blank(normal, startAt(stream, open), endAt(stream, open));
		blank(normal, startAt(stream, close), endAt(stream, close));
	}
	return "group";
}

function isCast(
	stream: TokenStream,
	open: number,
	close: number,
	next: number,
): boolean {
	const single =
		close - open === 2 &&
		kindAt(stream, open + 1) === IDENTIFIER &&
		!isKeyword(nameAt(stream, open + 1));
	const following = nameAt(stream, close + 1);
	const operandName =
		next !== IDENTIFIER ||
		!isKeyword(following) ||
		symbolAt(stream, close + 1) === SIZEOF;
	if (onlyOperand.has(next) && operandName)
		return single || isTypeSpelling(stream, open + 1, close);
	if (!either.has(next)) return false;
	return single
		? isTypeName(nameAt(stream, open + 1))
		: isTypeSpelling(stream, open + 1, close);
}

/** A name with only brackets behind it: `(a)`, `(a[1])`, `(f(x))` need no parentheses. */
function isPostfixOperand(
	stream: TokenStream,
	from: number,
	to: number,
): boolean {
	if (kindAt(stream, from) !== IDENTIFIER || isKeyword(nameAt(stream, from)))
		return false;
	let at = from + 1;
	while (
		at < to &&
		(kindAt(stream, at) === OPEN_PAREN || kindAt(stream, at) === OPEN_BRACKET)
	)
		at = behindGroup(stream, at, to);
	return (
		at === to &&
		(to - from === 1 ||
			kindAt(stream, to - 1) === CLOSE_PAREN ||
			kindAt(stream, to - 1) === CLOSE_BRACKET)
	);
}
