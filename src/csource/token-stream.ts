import {
	CLOSE_BRACE,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	spelling,
	type Tokens,
} from "./tokens.ts";

/** Tokens with the text they come from and the partner of every bracket. */
export interface TokenStream {
	readonly text: string;
	readonly tokens: Tokens;
	/** By token index: the index of the matching bracket; -1 for other tokens and brackets without a partner. */
	readonly match: Int32Array;
}

export function streamOf(text: string, tokens: Tokens): TokenStream {
	return { text, tokens, match: matchBrackets(tokens) };
}

/**
 * A `}` closes the nearest open `{` and leaves what is open inside without a partner; `)` and `]` do not reach over a
 * brace. So one missing parenthesis does not spoil the functions behind it.
 */
function matchBrackets({ count, kinds }: Tokens): Int32Array {
	const match = new Int32Array(count).fill(-1);
	const open: number[] = [];
	for (let index = 0; index < count; index++) {
		switch (kinds[index]) {
			case OPEN_PAREN:
			case OPEN_BRACKET:
			case OPEN_BRACE:
				open.push(index);
				break;
			case CLOSE_PAREN:
				pair(OPEN_PAREN, index);
				break;
			case CLOSE_BRACKET:
				pair(OPEN_BRACKET, index);
				break;
			case CLOSE_BRACE:
				pair(OPEN_BRACE, index);
		}
	}
	return match;

	function pair(opener: number, close: number): void {
		let depth = open.length - 1;
		while (depth >= 0) {
			const kind = kinds[open[depth] as number];
			if (kind === opener) break;
			if (kind === OPEN_BRACE) return;
			depth--;
		}
		if (depth < 0) return;
		const partner = open[depth] as number;
		open.length = depth;
		match[partner] = close;
		match[close] = partner;
	}
}

export function kindAt({ tokens }: TokenStream, index: number): number {
	return index < 0 ? 0 : (tokens.kinds[index] ?? 0);
}

export function nameAt({ tokens }: TokenStream, index: number): string {
	return spelling(tokens, index);
}

export function symbolAt({ tokens }: TokenStream, index: number): number {
	return index < 0 ? 0 : (tokens.symbols[index] ?? 0);
}

export function startAt({ tokens }: TokenStream, index: number): number {
	return tokens.starts[index] ?? tokens.ends.at(-1) ?? 0;
}

export function endAt({ tokens }: TokenStream, index: number): number {
	return tokens.ends[index] ?? tokens.ends.at(-1) ?? 0;
}

/** The source text of tokens [from, to), blanks as one space. */
export function textBetween(
	stream: TokenStream,
	from: number,
	to: number,
): string {
	if (from >= to) return "";
	return stream.text
		.slice(startAt(stream, from), endAt(stream, to - 1))
		.replace(/\s+/g, " ");
}

/** The index behind the bracket that opens at `index`; `limit` where it has no partner. */
export function behindGroup(
	{ match }: TokenStream,
	index: number,
	limit: number,
): number {
	const close = match[index] ?? -1;
	return close < 0 || close >= limit ? limit : close + 1;
}

/** Splits tokens [from, to) at the commas that stand in no bracket. Empty for an empty range. */
export function splitAtCommas(
	stream: TokenStream,
	from: number,
	to: number,
	separator = 44,
): { from: number; to: number }[] {
	if (from >= to) return [];
	const parts: { from: number; to: number }[] = [];
	let start = from;
	for (let index = from; index < to; index++) {
		const kind = kindAt(stream, index);
		if (kind === OPEN_PAREN || kind === OPEN_BRACE || kind === OPEN_BRACKET)
			index = behindGroup(stream, index, to) - 1;
		else if (kind === separator) {
			parts.push({ from: start, to: index });
			start = index + 1;
		}
	}
	parts.push({ from: start, to });
	return parts;
}
