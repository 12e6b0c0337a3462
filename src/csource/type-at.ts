import { readType } from "./declaration.ts";
import type { Lowering } from "./lowering.ts";
import type { CType, Extent } from "./syntax.ts";
import { startAt, type TokenStream } from "./token-stream.ts";

/** Index of the first token that starts at `offset` or behind it. */
export function tokenAt(stream: TokenStream, offset: number): number {
	let low = 0;
	let high = stream.tokens.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (startAt(stream, middle) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The type written at an extent: the mark that stands there, or else what its tokens say. */
export function typeAt(lowering: Lowering, { start, end }: Extent): CType {
	const mark = lowering.normal.marks.get(start);
	if (mark?.kind === "type") return mark.type;
	const { stream } = lowering;
	return readType(stream, tokenAt(stream, start), tokenAt(stream, end));
}
