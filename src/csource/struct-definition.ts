import { readDeclaration, readType } from "./declaration.ts";
import { keywordNumber } from "./keywords.ts";
import type { StructDefinition } from "./source-file.ts";
import type { CType } from "./syntax.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	splitAtCommas,
	startAt,
	symbolAt,
	type TokenStream,
	textBetween,
} from "./token-stream.ts";
import {
	CLOSE_BRACE,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_PAREN,
	SEMICOLON,
} from "./tokens.ts";

const TYPEDEF = keywordNumber("typedef");
const ENUM = keywordNumber("enum");

interface Field {
	readonly name: string;
	readonly type: CType;
}

/**
 * The structs and unions that tokens [first, last] define: the outer one, one more under each typedef name, and the
 * named or anonymous ones inside. An inner struct without a tag that has a field name is called `struct outer::field`.
 */
export function readStructDefinitions(
	stream: TokenStream,
	first: number,
	last: number,
): StructDefinition[] {
	const found: StructDefinition[] = [];
	const { specifiers, names } = readDeclaration(stream, first, last);
	if (specifiers.body < 0 || isEnum(stream, first, specifiers.body)) return [];
	const extent = { start: startAt(stream, first), end: endAt(stream, last) };
	const isTypedef = symbolAt(stream, first) === TYPEDEF;
	const typedefs = isTypedef ? names.map(({ name }) => name) : [];
	const anonymous = specifiers.base.endsWith(" {}");
	const outer = anonymous ? (typedefs[0] ?? "") : specifiers.base;
	const fields = readFields(stream, specifiers.body, outer, found);
	const tags = anonymous ? typedefs : [specifiers.base, ...typedefs];
	return [...tags.map((tag) => ({ ...extent, tag, fields })), ...found];
}

function isEnum(stream: TokenStream, first: number, body: number): boolean {
	for (let at = first; at < body; at++)
		if (symbolAt(stream, at) === ENUM) return true;
	return false;
}

/** Deeper nesting than any C that people write is cut off here. */
const DEPTH_LIMIT = 50;

function readFields(
	stream: TokenStream,
	brace: number,
	outer: string,
	found: StructDefinition[],
	depth = 0,
): Field[] {
	const fields: Field[] = [];
	const close = behindGroup(stream, brace, stream.tokens.count) - 1;
	let from = brace + 1;
	for (let at = from; at < close; at++) {
		const kind = kindAt(stream, at);
		if (kind === OPEN_PAREN || kind === OPEN_BRACE) {
			at = behindGroup(stream, at, close) - 1;
		} else if (kind === SEMICOLON || kind === CLOSE_BRACE) {
			if (at > from && depth < DEPTH_LIMIT)
				fields.push(...readMember(stream, from, at, outer, found, depth));
			from = at + 1;
		}
	}
	return fields;
}

function readMember(
	stream: TokenStream,
	from: number,
	to: number,
	outer: string,
	found: StructDefinition[],
	depth: number,
): Field[] {
	const byMacro = readMacroMember(stream, from, to, outer, found, depth);
	if (byMacro !== null) return byMacro;
	const { specifiers, names } = readDeclaration(stream, from, to);
	if (specifiers.body < 0 || isEnum(stream, from, specifiers.body))
		return names.flatMap(({ name, type }) =>
			name === "" ? [] : [{ name, type }],
		);
	const named = names.filter(({ name }) => name !== "");
	const anonymous = specifiers.base.endsWith(" {}");
	const keyword = specifiers.base.split(" ")[0] ?? "struct";
	const own = outer.replace(/^(struct|union) /, "");
	const tag = anonymous
		? `${keyword} ${own}::${named[0]?.name ?? ""}`
		: specifiers.base;
	const inner = readFields(stream, specifiers.body, tag, found, depth + 1);
	if (named.length === 0 && anonymous) return inner;
	found.push({
		start: startAt(stream, from),
		end: endAt(stream, to),
		tag,
		fields: inner,
	});
	return named.map(({ name, type }) => ({
		name,
		type: { ...type, base: tag },
	}));
}

/** Macros that declare members: DECLARE_BITMAP, DECLARE_FLEX_ARRAY, struct_group (linux/types.h, linux/stddef.h). */
function readMacroMember(
	stream: TokenStream,
	from: number,
	to: number,
	outer: string,
	found: StructDefinition[],
	depth: number,
): Field[] | null {
	if (kindAt(stream, from) !== IDENTIFIER) return null;
	if (kindAt(stream, from + 1) !== OPEN_PAREN) return null;
	if (behindGroup(stream, from + 1, to) !== to) return null;
	const macro = nameAt(stream, from);
	const args = splitAtCommas(stream, from + 2, to - 1);
	const [first, second] = args;
	if (first === undefined) return null;
	if (macro === "DECLARE_BITMAP")
		return [
			{
				name: nameAt(stream, first.from),
				type: { base: "unsigned long", pointers: 0, arrays: 1 },
			},
		];
	if (macro === "DECLARE_FLEX_ARRAY" && second !== undefined) {
		const type = readType(stream, first.from, first.to);
		return [
			{ name: nameAt(stream, second.from), type: { ...type, arrays: 1 } },
		];
	}
	if (macro.startsWith("struct_group"))
		return args
			.slice(1)
			.flatMap((part) =>
				readGroupMembers(stream, part.from, part.to, outer, found, depth),
			);
	return second === undefined
		? [
				{
					name: nameAt(stream, first.from),
					type: { base: textBetween(stream, from, to), pointers: 0, arrays: 0 },
				},
			]
		: null;
}

function readGroupMembers(
	stream: TokenStream,
	from: number,
	to: number,
	outer: string,
	found: StructDefinition[],
	depth: number,
): Field[] {
	return splitAtCommas(stream, from, to, SEMICOLON).flatMap((part) =>
		part.to > part.from && depth < DEPTH_LIMIT
			? readMember(stream, part.from, part.to, outer, found, depth + 1)
			: [],
	);
}
