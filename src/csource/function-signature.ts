import { isVoidList, readDeclarator, readSpecifiers } from "./declaration.ts";
import { readFunctionHeader } from "./function-header.ts";
import type { CType, Parameter } from "./syntax.ts";
import {
	behindGroup,
	kindAt,
	nameAt,
	splitAtCommas,
	type TokenStream,
} from "./token-stream.ts";
import { IDENTIFIER, SEMICOLON } from "./tokens.ts";

export interface Signature {
	readonly returnType: CType;
	readonly parameters: readonly Parameter[];
}

/** Reads the tokens [0, brace) of a function before its body. */
export function readSignature(stream: TokenStream, brace: number): Signature {
	const none: CType = { base: "", pointers: 0, arrays: 0 };
	const header = readFunctionHeader(stream, 0, brace);
	if (header === null) return readOldStyle(stream, brace, none);
	const { name, open, byMacro } = header;
	const close = behindGroup(stream, open, brace) - 1;
	if (byMacro)
		return {
			returnType: { base: "long", pointers: 0, arrays: 0 },
			parameters: readPairs(stream, open + 1, close, name),
		};
	const { base, next } = readSpecifiers(stream, 0, brace);
	const { pointers } = readDeclarator(stream, base, next, name).type;
	return {
		returnType: { base, pointers, arrays: 0 },
		parameters: readParameters(stream, open + 1, close),
	};
}

function readParameters(
	stream: TokenStream,
	from: number,
	to: number,
): Parameter[] {
	if (isVoidList(stream, from, to)) return [];
	return splitAtCommas(stream, from, to).map((part) => {
		const { base, next } = readSpecifiers(stream, part.from, part.to);
		const { name, type } = readDeclarator(stream, base, next, part.to);
		return { name, type };
	});
}

/** SYSCALL_DEFINE2(name, int, fd, char *, buf): behind the name, types and names take turns. */
function readPairs(
	stream: TokenStream,
	from: number,
	to: number,
	name: number,
): Parameter[] {
	const parts = splitAtCommas(stream, from, to).filter(
		(part) => part.from > name,
	);
	return parts.flatMap((part, index) => {
		const following = parts[index + 1];
		if (index % 2 === 1 || following === undefined) return [];
		const { base, next } = readSpecifiers(stream, part.from, part.to);
		const { type } = readDeclarator(stream, base, next, part.to);
		return [{ name: nameAt(stream, following.from), type }];
	});
}

/** `int f(a, b) int a; char *b; {` */
function readOldStyle(
	stream: TokenStream,
	brace: number,
	none: CType,
): Signature {
	const open = stream.tokens.kinds.indexOf(40);
	if (open < 1 || open >= brace) return { returnType: none, parameters: [] };
	const close = behindGroup(stream, open, brace) - 1;
	const { base, next } = readSpecifiers(stream, 0, open - 1);
	const { pointers } = readDeclarator(stream, base, next, open - 1).type;
	const declared = new Map<string, CType>();
	for (const part of splitAtCommas(stream, close + 1, brace, SEMICOLON)) {
		const specifiers = readSpecifiers(stream, part.from, part.to);
		for (const piece of splitAtCommas(stream, specifiers.next, part.to)) {
			const { name, type } = readDeclarator(
				stream,
				specifiers.base,
				piece.from,
				piece.to,
			);
			if (name !== "") declared.set(name, type);
		}
	}
	const parameters: Parameter[] = [];
	for (let at = open + 1; at < close; at++) {
		if (kindAt(stream, at) !== IDENTIFIER) continue;
		const name = nameAt(stream, at);
		parameters.push({
			name,
			type: declared.get(name) ?? { base: "int", pointers: 0, arrays: 0 },
		});
	}
	return { returnType: { base, pointers, arrays: 0 }, parameters };
}
