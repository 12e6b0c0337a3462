import { keywordNumber } from "./keywords.ts";
import type { OutlineItem } from "./outline.ts";
import type { FunctionOutline } from "./source-file.ts";
import {
	endAt,
	nameAt,
	startAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";

const STATIC = keywordNumber("static");
const FIRST_NAME = keywordNumber("__extension__") + 1;

export function outlineFunction(
	stream: TokenStream,
	item: OutlineItem & { kind: "function" },
): FunctionOutline {
	const { header, brace, last } = item;
	return {
		start: startAt(stream, header.first),
		end: endAt(stream, last),
		name: nameAt(stream, header.name),
		nameStart: startAt(stream, header.name),
		isStatic: isStatic(stream, header.first, header.name),
		bodyStart: startAt(stream, brace),
		identifiers: identifiersBetween(stream, header.first, last),
	};
}

function isStatic(stream: TokenStream, from: number, to: number): boolean {
	for (let at = from; at < to; at++)
		if (symbolAt(stream, at) === STATIC) return true;
	return false;
}

function identifiersBetween(
	stream: TokenStream,
	first: number,
	last: number,
): ReadonlySet<string> {
	const { symbols, names } = stream.tokens;
	const seen = new Set<string>();
	for (let at = first; at <= last; at++) {
		const symbol = symbols[at] as number;
		if (symbol >= FIRST_NAME) seen.add(names[symbol] as string);
	}
	return seen;
}
