import {
	createSymbolTable,
	HASH_SEED,
	mixHash,
	type SymbolTable,
	symbolOf,
} from "./symbol-table.ts";
import {
	AND_AND,
	ARROW,
	ASSIGN_OPERATOR,
	CHARACTER,
	COMPARE,
	DECREMENT,
	type Directive,
	ELLIPSIS,
	IDENTIFIER,
	INCREMENT,
	type LexedText,
	NUMBER,
	OR_OR,
	SHIFT,
	STRING,
} from "./tokens.ts";

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const BLANK = 3;
const NEWLINE = 4;

/** Class of each character below 256; what lies above counts as a letter, so that no text can stop the lexer. */
const classes = new Uint8Array(256).map((_, code) => {
	if (code === 10) return NEWLINE;
	if (code <= 32 || code === 127 || code === 160) return BLANK;
	if (code >= 48 && code <= 57) return DIGIT;
	if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return LETTER;
	return code === 95 || code === 36 || code > 127 ? LETTER : OTHER;
});

interface Buffers {
	kinds: Uint8Array;
	starts: Int32Array;
	ends: Int32Array;
	symbols: Int32Array;
}

/**
 * Reads a whole text, or [from, to) of it. Tolerant: a string or character literal that is not closed ends at its line,
 * a comment or directive that is not closed at the end of the text; nothing throws. A backslash outside a literal is
 * skipped, so that continuation lines read as blanks. table: where the names get their numbers; of its own where not given.
 */
export function lex(
	text: string,
	from = 0,
	to: number = text.length,
	table: SymbolTable = createSymbolTable(),
): LexedText {
	const directives: Directive[] = [];
	const comments: number[] = [];
	let buffers = allocate(Math.max(64, (to - from) >> 2));
	let { kinds, starts, ends, symbols } = buffers;
	let count = 0;
	let atLineStart = true;
	let at = from;
	while (at < to) {
		const code = text.charCodeAt(at);
		const kind = code < 256 ? (classes[code] as number) : LETTER;
		if (kind === BLANK) {
			at++;
			continue;
		}
		if (kind === NEWLINE) {
			atLineStart = true;
			at++;
			continue;
		}
		if (count === kinds.length) {
			buffers = enlarge(buffers);
			({ kinds, starts, ends, symbols } = buffers);
		}
		starts[count] = at;
		if (kind === LETTER) {
			let hash = HASH_SEED;
			let next = at;
			let letter = code;
			do {
				hash = mixHash(hash, letter);
				letter = ++next < to ? text.charCodeAt(next) : 32;
			} while (
				letter < 256
					? classes[letter] === LETTER || classes[letter] === DIGIT
					: true
			);
			symbols[count] = symbolOf(table, text, at, next, hash);
			kinds[count] = IDENTIFIER;
			at = next;
		} else if (kind === DIGIT) {
			at = numberEnd(text, at, to);
			kinds[count] = NUMBER;
			symbols[count] = 0;
		} else {
			if (code === 47) {
				const end = commentEnd(text, at, to);
				if (end > at) {
					comments.push(at, end);
					at = end;
					continue;
				}
			}
			if (code === 35 && atLineStart) {
				const end = directiveEnd(text, at, to);
				directives.push({ start: at, end, tokenIndex: count });
				at = end;
				continue;
			}
			if (code === 92) {
				at = skipContinuation(text, at, to);
				continue;
			}
			symbols[count] = 0;
			if (code === 34 || code === 39) {
				kinds[count] = code === 34 ? STRING : CHARACTER;
				at = literalEnd(text, at, to);
			} else if (
				code === 46 &&
				at + 1 < to &&
				classes[text.charCodeAt(at + 1)] === DIGIT
			) {
				kinds[count] = NUMBER;
				at = numberEnd(text, at, to);
			} else {
				const operator = operatorAt(text, code, at, to);
				kinds[count] = operator === 0 ? code : operator & 0xff;
				at += operator === 0 ? 1 : operator >> 8;
			}
		}
		ends[count] = at;
		count++;
		atLineStart = false;
	}
	return {
		count,
		kinds: kinds.subarray(0, count),
		starts: starts.subarray(0, count),
		ends: ends.subarray(0, count),
		symbols: symbols.subarray(0, count),
		names: table.names,
		directives,
		comments,
	};
}

function allocate(size: number): Buffers {
	return {
		kinds: new Uint8Array(size),
		starts: new Int32Array(size),
		ends: new Int32Array(size),
		symbols: new Int32Array(size),
	};
}

function enlarge(old: Buffers): Buffers {
	const buffers = allocate(old.kinds.length * 2);
	buffers.kinds.set(old.kinds);
	buffers.starts.set(old.starts);
	buffers.ends.set(old.ends);
	buffers.symbols.set(old.symbols);
	return buffers;
}

/** A preprocessing number: digits, letters, dots, and a sign after an exponent letter. */
function numberEnd(text: string, start: number, to: number): number {
	const hexadecimal = (text.charCodeAt(start + 1) | 32) === 120;
	let at = start + 1;
	for (; at < to; at++) {
		const code = text.charCodeAt(at);
		const kind = code < 256 ? classes[code] : OTHER;
		if (kind === LETTER || kind === DIGIT || code === 46) continue;
		if (code !== 43 && code !== 45) break;
		const before = text.charCodeAt(at - 1) | 32;
		if (before !== (hexadecimal ? 112 : 101)) break;
	}
	return at;
}

/** The end of the comment at `at`, or `at` where there is none. */
function commentEnd(text: string, at: number, to: number): number {
	const next = text.charCodeAt(at + 1);
	if (next === 42) {
		const close = text.indexOf("*/", at + 2);
		return close < 0 || close + 2 > to ? to : close + 2;
	}
	return next === 47 ? lineEnd(text, at, to) : at;
}

/** The next line end that no backslash takes away. */
function lineEnd(text: string, from: number, to: number): number {
	let at = from;
	for (;;) {
		const newline = text.indexOf("\n", at);
		if (newline < 0 || newline >= to) return to;
		if (!continues(text, newline)) return newline;
		at = newline + 1;
	}
}

function continues(text: string, newline: number): boolean {
	const before = text.charCodeAt(newline - 1);
	return (
		before === 92 || (before === 13 && text.charCodeAt(newline - 2) === 92)
	);
}

function literalEnd(text: string, start: number, to: number): number {
	const quote = text.charCodeAt(start);
	for (let at = start + 1; at < to; at++) {
		const code = text.charCodeAt(at);
		if (code === quote) return at + 1;
		if (code === 10) return at;
		if (code === 92) {
			at++;
			if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at++;
		}
	}
	return to;
}

/** A directive ends at its line, but comments and continuations in it may carry it over several. */
function directiveEnd(text: string, start: number, to: number): number {
	const newline = text.indexOf("\n", start);
	const simple = newline < 0 || newline >= to ? to : newline;
	let at = start + 1;
	for (let limit = simple; at < limit; at++) {
		const code = text.charCodeAt(at);
		if (code === 47) {
			const end = commentEnd(text, at, to);
			if (end > at) {
				at = end - 1;
				if (end > limit) limit = plainLineEnd(text, end, to);
			}
		} else if (code === 34 || code === 39) {
			const end = literalEnd(text, at, to);
			// An apostrophe in `#error don't` opens nothing.
			if (text.charCodeAt(end - 1) === code && end - 1 > at) at = end - 1;
			if (at >= limit) limit = plainLineEnd(text, at, to);
		} else if (code === 92) {
			const end = skipContinuation(text, at, to);
			if (end > at + 1) {
				at = end - 1;
				limit = plainLineEnd(text, end, to);
			}
		}
	}
	return Math.min(at, to);
}

function plainLineEnd(text: string, at: number, to: number): number {
	const newline = text.indexOf("\n", at);
	return newline < 0 || newline >= to ? to : newline;
}

/** After a backslash: over the line end it removes, or over itself alone. */
function skipContinuation(text: string, at: number, to: number): number {
	const next = text.charCodeAt(at + 1);
	if (next === 10) return Math.min(at + 2, to);
	if (next === 13 && text.charCodeAt(at + 2) === 10)
		return Math.min(at + 3, to);
	return at + 1;
}

/** Length << 8 | kind of the operator of two or three characters at `at`, or 0. */
function operatorAt(
	text: string,
	code: number,
	at: number,
	to: number,
): number {
	const next = at + 1 < to ? text.charCodeAt(at + 1) : 0;
	const third = at + 2 < to ? text.charCodeAt(at + 2) : 0;
	const two = 2 << 8;
	const three = 3 << 8;
	switch (code) {
		case 45:
			if (next === 62) return two | ARROW;
			if (next === 45) return two | DECREMENT;
			break;
		case 43:
			if (next === 43) return two | INCREMENT;
			break;
		case 38:
			if (next === 38) return two | AND_AND;
			break;
		case 124:
			if (next === 124) return two | OR_OR;
			break;
		case 46:
			return next === 46 && third === 46 ? three | ELLIPSIS : 0;
		case 60:
		case 62:
			if (next === code)
				return third === 61 ? three | ASSIGN_OPERATOR : two | SHIFT;
			return next === 61 ? two | COMPARE : 0;
		case 61:
		case 33:
			return next === 61 ? two | COMPARE : 0;
		case 42:
		case 47:
		case 37:
		case 94:
			break;
		default:
			return 0;
	}
	return next === 61 ? two | ASSIGN_OPERATOR : 0;
}
