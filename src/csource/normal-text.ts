import type { CType } from "./syntax.ts";

/** What the normaliser wrote over at an offset of the file, for the lowering to put back. */
export type Mark =
	/** A type where the grammar wants an expression: an identifier stands in its place. */
	| { readonly kind: "type"; readonly type: CType }
	/** `(type)` became the unary operator `!`. */
	| { readonly kind: "cast"; readonly type: CType }
	/** `sizeof(…)` became an identifier. */
	| { readonly kind: "sizeof" }
	/** `name(args)` before a body became `while (args)`. */
	| {
			readonly kind: "macro-block";
			readonly name: string;
			readonly loops: boolean;
			/** No arguments were written; what stands in the parentheses is filling. */
			readonly bare: boolean;
	  }
	/** A macro that stands for `if (…)` or behind a do for `while (…)`: the mark of the latter is at the parenthesis. */
	| {
			readonly kind: "macro-if";
			readonly start: number;
			readonly name: string;
			readonly nameEnd: number;
	  }
	/** Operands and strings of `asm` are gone. */
	| { readonly kind: "asm" }
	/** Statements as an argument of a macro: an identifier stands in their place. */
	| { readonly kind: "statements"; readonly from: number; readonly to: number }
	/** The `...` of a case range became `||`. */
	| { readonly kind: "range" }
	/** `goto *expression` */
	| { readonly kind: "computed-goto" }
	/** No expression at all, such as an operator as an argument. */
	| { readonly kind: "opaque" };

/** A function body being normalised: characters can be overwritten, never moved. */
export interface NormalText {
	/** Offset in the file of the first character. */
	readonly base: number;
	readonly characters: Uint16Array;
	/** By offset in the file. */
	readonly marks: Map<number, Mark>;
	/** The function named by `__free(…)`, by the offset where the declared name ends. */
	readonly cleanups: Map<number, string>;
}

export function normalTextOf(
	text: string,
	base: number,
	end: number,
): NormalText {
	const characters = new Uint16Array(end - base);
	for (let at = base; at < end; at++)
		characters[at - base] = text.charCodeAt(at);
	return { base, characters, marks: new Map(), cleanups: new Map() };
}

const SPACE = 32;
const UNDERSCORE = 95;

export function blank(normal: NormalText, start: number, end: number): void {
	normal.characters.fill(SPACE, start - normal.base, end - normal.base);
}

/** Turns [start, end) into one identifier. */
export function fill(normal: NormalText, start: number, end: number): void {
	normal.characters.fill(UNDERSCORE, start - normal.base, end - normal.base);
}

/** Writes `replacement` at start and blanks up to end; the caller knows that it fits. */
export function put(
	normal: NormalText,
	start: number,
	end: number,
	replacement: string,
): void {
	blank(normal, start, end);
	for (let index = 0; index < replacement.length; index++)
		normal.characters[start - normal.base + index] =
			replacement.charCodeAt(index);
}

/** Writes one character over the blank at `at`; false where something else stands there. */
export function insert(
	normal: NormalText,
	at: number,
	character: string,
): boolean {
	const index = at - normal.base;
	const there = normal.characters[index];
	if (there === undefined || there > SPACE) return false;
	normal.characters[index] = character.charCodeAt(0);
	return true;
}

const decoder = new TextDecoder("utf-16le");

export function textOf({ characters }: NormalText): string {
	return decoder.decode(characters);
}
