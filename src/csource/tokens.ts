// The tokens of a text as parallel arrays: a whole tree is read this way, so no token is an object.

/** Kind of a token: one of these, or for punctuation of one character its character code. */
export const IDENTIFIER = 1;
export const NUMBER = 2;
export const STRING = 3;
export const CHARACTER = 4;
export const ARROW = 128;
export const INCREMENT = 129;
export const DECREMENT = 130;
export const AND_AND = 131;
export const OR_OR = 132;
export const ELLIPSIS = 133;
/** += -= *= … but not = */
export const ASSIGN_OPERATOR = 134;
/** == != <= >= */
export const COMPARE = 135;
export const SHIFT = 136;

export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const STAR = 42;
export const COMMA = 44;
export const DOT = 46;
export const COLON = 58;
export const SEMICOLON = 59;
export const EQUALS = 61;
export const QUESTION = 63;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const AMPERSAND = 38;

export interface Tokens {
	readonly count: number;
	readonly kinds: Uint8Array;
	readonly starts: Int32Array;
	readonly ends: Int32Array;
	/** Symbol number of an identifier or keyword, 0 for every other token. */
	readonly symbols: Int32Array;
	/** Spelling by symbol number. */
	readonly names: readonly string[];
}

/** A preprocessor line with its continuation lines. Not among the tokens. */
export interface Directive {
	readonly start: number;
	/** Offset of the line end that closes it (or of the end of the text). */
	readonly end: number;
	/** Number of tokens before it. */
	readonly tokenIndex: number;
}

export interface LexedText extends Tokens {
	readonly directives: readonly Directive[];
	/** Start and end of each comment outside directives, alternating. */
	readonly comments: readonly number[];
}

export function spelling(tokens: Tokens, index: number): string {
	return tokens.names[tokens.symbols[index] ?? 0] ?? "";
}

/** The tokens [from, to) as a view on the same arrays. */
export function tokensBetween(
	tokens: Tokens,
	from: number,
	to: number,
): Tokens {
	return {
		count: to - from,
		kinds: tokens.kinds.subarray(from, to),
		starts: tokens.starts.subarray(from, to),
		ends: tokens.ends.subarray(from, to),
		symbols: tokens.symbols.subarray(from, to),
		names: tokens.names,
	};
}
