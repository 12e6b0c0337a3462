import { isAnnotationCall } from "./annotations.ts";
import { type FunctionHeader, readFunctionHeader } from "./function-header.ts";
import { isKeyword, keywordNumber, TAG_WORDS } from "./keywords.ts";
import {
	kindAt,
	nameAt,
	startAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";
import {
	CLOSE_BRACE,
	DOT,
	EQUALS,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	SEMICOLON,
	STRING,
} from "./tokens.ts";

/** One thing at file level, as indices of tokens: [first, last]. */
export type OutlineItem =
	| {
			readonly kind: "function";
			readonly header: FunctionHeader;
			readonly brace: number;
			readonly last: number;
	  }
	/** A struct, union or enum with its fields; `last` is the closing semicolon. */
	| {
			readonly kind: "type";
			readonly first: number;
			readonly last: number;
	  }
	/** A variable with an initialiser in braces. */
	| {
			readonly kind: "table";
			readonly first: number;
			readonly equals: number;
			readonly brace: number;
			readonly last: number;
	  };

const EXTERN = keywordNumber("extern");

/** Finds the functions, types and tables of a file by its brackets alone. Never throws; what it cannot place it skips. */
export function outline(stream: TokenStream): OutlineItem[] {
	const items: OutlineItem[] = [];
	const { count } = stream.tokens;
	let first = 0;
	let equals = -1;
	let at = 0;
	while (at < count) {
		const kind = kindAt(stream, at);
		if (kind === OPEN_PAREN || kind === OPEN_BRACKET) {
			const close = stream.match[at] ?? -1;
			at = close < 0 ? at + 1 : close + 1;
			continue;
		}
		if (kind === SEMICOLON || kind === CLOSE_BRACE) {
			first = at + 1;
			equals = -1;
		} else if (kind === EQUALS && equals < 0) equals = at;
		else if (kind === OPEN_BRACE) {
			if (
				symbolAt(stream, first) === EXTERN &&
				kindAt(stream, at - 1) === STRING
			) {
				at = first = at + 1;
				continue;
			}
			const last = closingBrace(stream, at);
			const item = classify(stream, first, equals, at, last);
			if (item?.kind === "function" || item === null) first = last + 1;
			if (item !== null) items.push(item);
			at = last + 1;
			continue;
		}
		at++;
	}
	return items;
}

function classify(
	stream: TokenStream,
	first: number,
	equals: number,
	brace: number,
	last: number,
): OutlineItem | null {
	if (equals >= 0) {
		if (kindAt(stream, equals + 1) !== OPEN_BRACE) return null;
		return { kind: "table", first, equals, brace, last };
	}
	if (definesType(stream, first, brace)) {
		let end = last;
		while (
			end + 1 < stream.tokens.count &&
			kindAt(stream, end) !== SEMICOLON &&
			kindAt(stream, end + 1) !== OPEN_BRACE &&
			end < last + 40
		)
			end++;
		return { kind: "type", first, last: end };
	}
	// FIXTURE_VARIANT_ADD(fixture, name) { .field = 1 };
	if (kindAt(stream, brace + 1) === DOT) return null;
	const header =
		readFunctionHeader(stream, first, brace) ??
		readOldStyleHeader(stream, first, brace);
	return header === null ? null : { kind: "function", header, brace, last };
}

/** `struct foo {`: the brace belongs to the tag, with at most annotations between. */
function definesType(
	stream: TokenStream,
	first: number,
	brace: number,
): boolean {
	for (let at = brace - 1; at >= first; at--) {
		const kind = kindAt(stream, at);
		if (TAG_WORDS.has(symbolAt(stream, at))) return true;
		if (kind === 41) {
			const open = stream.match[at] ?? -1;
			if (open < 0 || !isAnnotationCall(nameAt(stream, open - 1))) return false;
			at = open - 1;
		} else if (kind !== IDENTIFIER) return false;
	}
	return false;
}

/** `int f(a, b) int a; char *b; {`: goes back over the parameter declarations. */
function readOldStyleHeader(
	stream: TokenStream,
	first: number,
	brace: number,
): FunctionHeader | null {
	if (kindAt(stream, brace - 1) !== SEMICOLON) return null;
	let from = first;
	for (let at = brace - 1; at >= 0; at--) {
		const kind = kindAt(stream, at);
		if (kind === CLOSE_BRACE || kind === EQUALS || kind === STRING) break;
		from = at;
		if (kind !== 41) continue;
		const open = stream.match[at] ?? -1;
		if (open < 1 || !isNameList(stream, open, at)) return null;
		from = open - 1;
		while (from > 0 && continuesHeader(stream, from - 1)) from--;
		return { first: from, name: open - 1, open, byMacro: false };
	}
	return null;
}

function isNameList(stream: TokenStream, open: number, close: number): boolean {
	if (kindAt(stream, open - 1) !== IDENTIFIER || close === open + 1)
		return false;
	for (let at = open + 1; at < close; at++) {
		const expected = (at - open) % 2 === 1 ? IDENTIFIER : 44;
		if (kindAt(stream, at) !== expected || isKeyword(nameAt(stream, at)))
			return false;
	}
	return kindAt(stream, close + 1) === IDENTIFIER;
}

function continuesHeader(stream: TokenStream, at: number): boolean {
	const kind = kindAt(stream, at);
	return kind === IDENTIFIER || kind === 42;
}

/**
 * The brace that closes a body. Where none does (a file cut off, brackets that only the preprocessor could balance) the
 * first `}` in column 0 counts, and without one the end of the file.
 */
function closingBrace(stream: TokenStream, open: number): number {
	const close = stream.match[open] ?? -1;
	if (close >= 0) return close;
	for (let at = open + 1; at < stream.tokens.count; at++) {
		if (kindAt(stream, at) !== CLOSE_BRACE) continue;
		const start = startAt(stream, at);
		if (start === 0 || stream.text.charCodeAt(start - 1) === 10) return at;
	}
	return stream.tokens.count - 1;
}
