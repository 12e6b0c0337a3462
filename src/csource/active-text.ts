import type { Activation } from "./activation.ts";
import { blankRanges } from "./blank.ts";
import { type LexedText, type Tokens, tokensBetween } from "./tokens.ts";

/** A file without comments, directives and inactive branches: the text as long as before, and the tokens left in it. */
export interface ActiveText {
	readonly text: string;
	readonly tokens: Tokens;
}

export function activeText(
	original: string,
	lexed: LexedText,
	{ after }: Activation,
): ActiveText {
	const { directives } = lexed;
	const kept: { from: number; to: number }[] = [];
	const hidden: number[] = [];
	let from = 0;
	let active = true;
	directives.forEach(({ start, end, tokenIndex }, index) => {
		if (active) kept.push({ from, to: tokenIndex });
		from = tokenIndex;
		active = after[index] ?? true;
		const next = directives[index + 1]?.start ?? original.length;
		addRange(hidden, start, active ? end : next);
	});
	if (active) kept.push({ from, to: lexed.count });
	return {
		text: blankRanges(original, mergeRanges(hidden, lexed.comments)),
		tokens: joinTokens(lexed, kept),
	};
}

function addRange(ranges: number[], start: number, end: number): void {
	if (ranges.at(-1) === start) ranges[ranges.length - 1] = end;
	else ranges.push(start, end);
}

/** Two ascending lists as one; comments inside a hidden range are dropped. */
function mergeRanges(
	hidden: readonly number[],
	comments: readonly number[],
): readonly number[] {
	if (hidden.length === 0) return comments;
	const merged: number[] = [];
	let at = 0;
	for (let index = 0; index < hidden.length; index += 2) {
		const start = hidden[index] as number;
		const end = hidden[index + 1] as number;
		for (; at < comments.length && (comments[at] as number) < start; at += 2)
			merged.push(comments[at] as number, comments[at + 1] as number);
		merged.push(start, end);
		while (at < comments.length && (comments[at] as number) < end) at += 2;
	}
	for (; at < comments.length; at += 2)
		merged.push(comments[at] as number, comments[at + 1] as number);
	return merged;
}

function joinTokens(
	lexed: LexedText,
	kept: readonly { from: number; to: number }[],
): Tokens {
	const count = kept.reduce((sum, { from, to }) => sum + to - from, 0);
	if (count === lexed.count) return tokensBetween(lexed, 0, count);
	const joined = {
		count,
		kinds: new Uint8Array(count),
		starts: new Int32Array(count),
		ends: new Int32Array(count),
		symbols: new Int32Array(count),
		names: lexed.names,
	};
	let at = 0;
	for (const { from, to } of kept) {
		joined.kinds.set(lexed.kinds.subarray(from, to), at);
		joined.starts.set(lexed.starts.subarray(from, to), at);
		joined.ends.set(lexed.ends.subarray(from, to), at);
		joined.symbols.set(lexed.symbols.subarray(from, to), at);
		at += to - from;
	}
	return joined;
}
