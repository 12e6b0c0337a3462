import { type NormalText, normalTextOf } from "./normal-text.ts";
import { endAt, startAt, type TokenStream } from "./token-stream.ts";

/** What the tokens in an open bracket are. */
export type Surrounding =
	| "block"
	/** The block of a do: a macro behind it can be its `while`. */
	| "do"
	/** The members of a struct. */
	| "fields"
	| "initializer"
	| "parenthesis";

/** One run of the normaliser over tokens [from, to). Flags are by token index. */
export interface Pass {
	readonly normal: NormalText;
	readonly stream: TokenStream;
	readonly from: number;
	readonly to: number;
	/** Tokens that are dealt with. */
	readonly settled: Uint8Array;
	/** Parentheses that close the header of a statement: a statement follows. */
	readonly headerEnds: Uint8Array;
	/** Parentheses that close a cast: an operand follows. */
	readonly castEnds: Uint8Array;
	/** Colons of labels and cases. */
	readonly labelColons: Uint8Array;
	readonly open: Surrounding[];
}

export function createPass(
	stream: TokenStream,
	from: number,
	to: number,
	start: number,
	end: number,
): Pass {
	return {
		normal: normalTextOf(stream.text, start, end),
		stream,
		from,
		to,
		settled: new Uint8Array(to + 1),
		headerEnds: new Uint8Array(to + 1),
		castEnds: new Uint8Array(to + 1),
		labelColons: new Uint8Array(to + 1),
		open: [],
	};
}

/** Overwrites tokens [first, behind) as one piece, and takes them out of the run. */
export function settle(
	{ normal, stream, settled }: Pass,
	first: number,
	behind: number,
	overwrite: (normal: NormalText, start: number, end: number) => void,
): void {
	overwrite(normal, startAt(stream, first), endAt(stream, behind - 1));
	settled.fill(1, first, behind);
}

/** Whether a line ends between token `at` and the next. */
export function endsLine({ stream }: Pass, at: number): boolean {
	const newline = stream.text.indexOf("\n", endAt(stream, at));
	return newline >= 0 && newline < startAt(stream, at + 1);
}

/** Whether statements stand side by side at this place. */
export function inStatements({ open }: Pass): boolean {
	const around = open.at(-1);
	return around === undefined || around === "block" || around === "do";
}
