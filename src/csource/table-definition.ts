import { readDeclaration, readType } from "./declaration.ts";
import { numberValue } from "./literal.ts";
import type { TableDefinition } from "./source-file.ts";
import type { Expression, InitializerItem } from "./syntax.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	splitAtCommas,
	startAt,
	type TokenStream,
	textBetween,
} from "./token-stream.ts";
import {
	AMPERSAND,
	CLOSE_PAREN,
	COLON,
	DOT,
	EQUALS,
	IDENTIFIER,
	NUMBER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	STRING,
} from "./tokens.ts";

/** The variable whose declaration starts at token `first` and is initialised by the braces at `brace`. */
export function readTableDefinition(
	stream: TokenStream,
	first: number,
	equals: number,
	brace: number,
	last: number,
): TableDefinition | null {
	const { names } = readDeclaration(stream, first, equals);
	const declared = names.at(-1);
	if (declared === undefined || declared.name === "") return null;
	return {
		start: startAt(stream, first),
		end: endAt(stream, last),
		name: declared.name,
		type: declared.type,
		items: readItems(stream, brace + 1, last, 0),
	};
}

/** Braces nested deeper than this are kept as text. */
const DEPTH_LIMIT = 50;

function readItems(
	stream: TokenStream,
	from: number,
	to: number,
	depth: number,
): InitializerItem[] {
	return splitAtCommas(stream, from, to).flatMap((part) => {
		if (part.from >= part.to) return [];
		const { designator, next } = readDesignator(stream, part.from, part.to);
		return [{ designator, value: readValue(stream, next, part.to, depth) }];
	});
}

/** `.a.b = `, `[3] = `, `[0 ... 3].x = ` and the old GNU `a: `. */
function readDesignator(
	stream: TokenStream,
	from: number,
	to: number,
): { designator: string | null; next: number } {
	const first = kindAt(stream, from);
	if (first === IDENTIFIER && kindAt(stream, from + 1) === COLON)
		return { designator: nameAt(stream, from), next: from + 2 };
	if (first !== DOT && first !== OPEN_BRACKET)
		return { designator: null, next: from };
	let designator: string | null = null;
	for (let at = from; at < to; at++) {
		const kind = kindAt(stream, at);
		if (kind === EQUALS) return { designator, next: at + 1 };
		if (kind === OPEN_BRACKET) at = behindGroup(stream, at, to) - 1;
		else if (kind === IDENTIFIER && designator === null)
			designator = nameAt(stream, at);
	}
	return { designator: null, next: from };
}

/** Reads the values that tables have; everything else is `unknown` with its text. */
function readValue(
	stream: TokenStream,
	from: number,
	to: number,
	depth: number,
): Expression {
	const start = startAt(stream, from);
	const end = endAt(stream, Math.max(from, to - 1));
	const text = textBetween(stream, from, to);
	const kind = kindAt(stream, from);
	if (depth > DEPTH_LIMIT || from >= to)
		return { start, end, kind: "unknown", text };
	if (kind === OPEN_BRACE && behindGroup(stream, from, to) === to)
		return {
			start,
			end,
			kind: "initializer",
			items: readItems(stream, from + 1, to - 1, depth + 1),
		};
	if (kind === AMPERSAND)
		return {
			start,
			end,
			kind: "address",
			operand: readValue(stream, from + 1, to, depth + 1),
		};
	if (kind === OPEN_PAREN) {
		const behind = behindGroup(stream, from, to);
		if (behind === to) return readValue(stream, from + 1, to - 1, depth + 1);
		return {
			start,
			end,
			kind: "cast",
			type: readType(stream, from + 1, behind - 1),
			operand: readValue(stream, behind, to, depth + 1),
		};
	}
	if (kind === IDENTIFIER && kindAt(stream, from + 1) === OPEN_PAREN) {
		if (behindGroup(stream, from + 1, to) === to)
			return readCall(stream, from, to, depth);
	}
	if (to - from > 1) return { start, end, kind: "unknown", text };
	if (kind === IDENTIFIER)
		return { start, end, kind: "identifier", name: nameAt(stream, from) };
	if (kind === NUMBER)
		return { start, end, kind: "number", text, value: numberValue(text) };
	return kind === STRING
		? { start, end, kind: "string", text }
		: { start, end, kind: "unknown", text };
}

function readCall(
	stream: TokenStream,
	from: number,
	to: number,
	depth: number,
): Expression {
	const callee: Expression = {
		kind: "identifier",
		name: nameAt(stream, from),
		start: startAt(stream, from),
		end: endAt(stream, from),
	};
	const isEmpty = kindAt(stream, from + 2) === CLOSE_PAREN;
	return {
		start: callee.start,
		end: endAt(stream, to - 1),
		kind: "call",
		callee,
		args: isEmpty
			? []
			: splitAtCommas(stream, from + 2, to - 1).map((part) =>
					readValue(stream, part.from, part.to, depth + 1),
				),
	};
}
