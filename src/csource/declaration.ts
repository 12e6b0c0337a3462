import { isAnnotation, isAnnotationCall } from "./annotations.ts";
import {
	keywordNumber,
	QUALIFIER_WORDS,
	STORAGE_WORDS,
	TAG_WORDS,
	TYPE_WORDS,
	TYPEOF_WORDS,
} from "./keywords.ts";
import type { CType } from "./syntax.ts";
import {
	behindGroup,
	kindAt,
	nameAt,
	splitAtCommas,
	symbolAt,
	type TokenStream,
	textBetween,
} from "./token-stream.ts";
import {
	CLOSE_PAREN,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	STAR,
} from "./tokens.ts";

const STATIC = keywordNumber("static");

/** The part of a declaration that its declarators share: `static const struct foo`. */
export interface Specifiers {
	/** CType.base; empty where there is no type. */
	readonly base: string;
	readonly isStatic: boolean;
	/** Index of the `{` of a struct, union or enum that is defined here; -1 where none is. */
	readonly body: number;
	/** Index of the first token behind the specifiers. */
	readonly next: number;
}

/** One declared name, or an abstract one with an empty name. */
export interface DeclaredName {
	readonly name: string;
	/** Token index of the name, -1 where there is none. */
	readonly nameIndex: number;
	readonly type: CType;
}

/** Reads type, qualifiers, storage class and annotations from token `from` on. */
export function readSpecifiers(
	stream: TokenStream,
	from: number,
	to: number,
): Specifiers {
	const words: string[] = [];
	let isStatic = false;
	let body = -1;
	let at = from;
	while (at < to && kindAt(stream, at) === IDENTIFIER) {
		const symbol = symbolAt(stream, at);
		const name = nameAt(stream, at);
		const calls = kindAt(stream, at + 1) === OPEN_PAREN;
		if (calls && isAnnotationCall(name)) {
			at = behindGroup(stream, at + 1, to);
		} else if (STORAGE_WORDS.has(symbol) || isAnnotation(name)) {
			isStatic ||= symbol === STATIC;
			at++;
		} else if (QUALIFIER_WORDS.has(symbol)) {
			at++;
		} else if (TAG_WORDS.has(symbol)) {
			const tag = readTag(stream, at, to);
			words.push(tag.base);
			body = tag.body;
			at = tag.next;
		} else if (TYPEOF_WORDS.has(symbol)) {
			const next = calls ? behindGroup(stream, at + 1, to) : at + 1;
			words.push(textBetween(stream, at, next));
			at = next;
		} else if (TYPE_WORDS.has(symbol)) {
			words.push(name);
			at++;
		} else if (words.length === 0) {
			// A macro makes the type in `STACK_OF(X) *a`; `bool (*fn)(int)` has a plain one.
			const made = calls && kindAt(stream, at + 2) !== STAR;
			const next = made ? behindGroup(stream, at + 1, to) : at + 1;
			words.push(textBetween(stream, at, next));
			at = next;
		} else if (isUnknownAnnotation(stream, at, to)) {
			at++;
		} else break;
	}
	return { base: words.join(" "), isStatic, body, next: at };
}

/** After a complete type, a name that is followed by another name or a star can only be an annotation. */
function isUnknownAnnotation(
	stream: TokenStream,
	at: number,
	to: number,
): boolean {
	if (at + 1 >= to) return false;
	const next = kindAt(stream, at + 1);
	if (next !== IDENTIFIER) return next === STAR;
	const following = nameAt(stream, at + 1);
	return !isAnnotation(following) && !isAnnotationCall(following);
}

function readTag(
	stream: TokenStream,
	keyword: number,
	to: number,
): { base: string; body: number; next: number } {
	let at = keyword + 1;
	let tag = "";
	while (at < to && kindAt(stream, at) === IDENTIFIER) {
		const name = nameAt(stream, at);
		if (kindAt(stream, at + 1) === OPEN_PAREN && isAnnotationCall(name))
			at = behindGroup(stream, at + 1, to);
		else if (isAnnotation(name)) at++;
		else if (tag === "") {
			tag = name;
			at++;
		} else break;
	}
	const body = at < to && kindAt(stream, at) === OPEN_BRACE ? at : -1;
	return {
		base: `${nameAt(stream, keyword)} ${tag === "" ? "{}" : tag}`,
		body,
		next: body < 0 ? at : behindGroup(stream, body, to),
	};
}

/** Reads one declarator of tokens [from, to): stars, name, dimensions, `(*name)(…)`. */
export function readDeclarator(
	stream: TokenStream,
	base: string,
	from: number,
	to: number,
): DeclaredName {
	let pointers = 0;
	let arrays = 0;
	let isFunction = false;
	let nameIndex = -1;
	let limit = to;
	for (let at = from; at < limit; at++) {
		const kind = kindAt(stream, at);
		if (kind === STAR) pointers++;
		else if (kind === OPEN_BRACKET) {
			arrays++;
			at = behindGroup(stream, at, limit) - 1;
		} else if (kind === OPEN_PAREN) {
			const inner = kindAt(stream, at + 1);
			const grouping =
				nameIndex < 0 &&
				(inner === STAR || inner === 94 || inner === OPEN_PAREN);
			if (grouping) {
				const close = behindGroup(stream, at, limit);
				const nested = readDeclarator(stream, base, at + 1, close - 1);
				nameIndex = nested.nameIndex;
				arrays += nested.type.arrays;
				isFunction = kindAt(stream, close) === OPEN_PAREN;
				pointers = isFunction
					? nested.type.pointers
					: pointers + nested.type.pointers;
				at = close - 1;
			} else {
				isFunction = true;
				at = behindGroup(stream, at, limit) - 1;
			}
		} else if (kind === IDENTIFIER) {
			const name = nameAt(stream, at);
			if (kindAt(stream, at + 1) === OPEN_PAREN && isAnnotationCall(name))
				at = behindGroup(stream, at + 1, limit) - 1;
			else if (name === "uninitialized_var") {
				// struct page *uninitialized_var(page) (linux/compiler.h up to v5.8)
				nameIndex = at + 2;
				at = behindGroup(stream, at + 1, limit) - 1;
			} else if (
				QUALIFIER_WORDS.has(symbolAt(stream, at)) ||
				isAnnotation(name) ||
				isUnknownAnnotation(stream, at, limit)
			)
				continue;
			else if (nameIndex < 0) nameIndex = at;
		} else limit = at; // an initial value, a bit width or something that is no declarator
	}
	return {
		name: nameIndex < 0 ? "" : nameAt(stream, nameIndex),
		nameIndex,
		type: { base: isFunction ? `${base} ()` : base, pointers, arrays },
	};
}

/** Reads `type a, *b, c[4]` without the closing semicolon. */
export function readDeclaration(
	stream: TokenStream,
	from: number,
	to: number,
): { specifiers: Specifiers; names: DeclaredName[] } {
	const specifiers = readSpecifiers(stream, from, to);
	const names = splitAtCommas(stream, specifiers.next, to).map((part) =>
		readDeclarator(stream, specifiers.base, part.from, part.to),
	);
	return { specifiers, names };
}

/** The type that tokens [from, to) name, as in a cast. */
export function readType(stream: TokenStream, from: number, to: number): CType {
	const { base, next } = readSpecifiers(stream, from, to);
	return readDeclarator(stream, base, next, to).type;
}

/** `(` … `)` after a function name, as written: the closing parenthesis is found by the caller. */
export function isVoidList(
	stream: TokenStream,
	from: number,
	to: number,
): boolean {
	return (
		from >= to ||
		(to - from === 1 &&
			symbolAt(stream, from) === keywordNumber("void") &&
			kindAt(stream, to) === CLOSE_PAREN)
	);
}
