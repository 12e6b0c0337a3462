import { isAnnotation, isAnnotationCall } from "./annotations.ts";
import {
	ASM_WORDS,
	isKeyword,
	keywordNumber,
	QUALIFIER_WORDS,
	STATEMENT_WORDS,
	STORAGE_WORDS,
	TAG_WORDS,
	TYPEOF_WORDS,
} from "./keywords.ts";
import { blank, fill, put } from "./normal-text.ts";
import { readCall } from "./normalise-call.ts";
import { type Pass, settle } from "./normalise-pass.ts";
import { readBareStatement, readStatementWord } from "./normalise-statement.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	startAt,
	symbolAt,
} from "./token-stream.ts";
import {
	COLON,
	COMMA,
	EQUALS,
	IDENTIFIER,
	OPEN_PAREN,
	SEMICOLON,
	STAR,
	STRING,
} from "./tokens.ts";
import { isTypeName } from "./type-spelling.ts";

const SIZEOF = keywordNumber("sizeof");
const GENERIC = keywordNumber("_Generic");
const STATIC = keywordNumber("static");

const alignmentWords = new Set(["_Alignof", "__alignof__", "__alignof"]);

/** Settles a name or keyword and what belongs to it. Returns whether a statement can begin behind it. */
export function readName(
	pass: Pass,
	at: number,
	atStatement: boolean,
): boolean {
	const { stream } = pass;
	const symbol = symbolAt(stream, at);
	const name = nameAt(stream, at);
	const calls = kindAt(stream, at + 1) === OPEN_PAREN;
	if (isAnnotation(name)) {
		settle(pass, at, at + 1, blank);
		return atStatement;
	}
	if (calls && isAnnotationCall(name)) {
		// A call of a function with such a name would start a statement.
		if (!atStatement || name === "__attribute__") {
			readAnnotationCall(pass, at, name);
			return atStatement;
		}
	}
	if (STATEMENT_WORDS.has(symbol)) return readStatementWord(pass, at);
	if (!isKeyword(name) || alignmentWords.has(name))
		return readPlainName(pass, at, name, atStatement);
	if (ASM_WORDS.has(symbol)) readAsm(pass, at);
	else if (symbol === SIZEOF && calls) readSizeof(pass, at);
	else if (TYPEOF_WORDS.has(symbol) && calls)
		settle(pass, at, behindGroup(stream, at + 1, pass.to), fill);
	else if (symbol === GENERIC && calls) {
		pass.normal.marks.set(startAt(stream, at), { kind: "opaque" });
		settle(pass, at, behindGroup(stream, at + 1, pass.to), fill);
	} else if (symbol === STATIC) readStatic(pass, at);
	return false;
}

function readPlainName(
	pass: Pass,
	at: number,
	name: string,
	atStatement: boolean,
): boolean {
	const { stream, normal } = pass;
	const next = kindAt(stream, at + 1);
	const calls = next === OPEN_PAREN;
	if (alignmentWords.has(name)) {
		if (calls) readSizeof(pass, at);
		else put(normal, startAt(stream, at), endAt(stream, at), "sizeof");
		return false;
	}
	if (atStatement && next === COLON) {
		pass.labelColons[at + 1] = 1;
		return false;
	}
	if (calls) return readCall(pass, at, name, atStatement);
	if (atStatement) return readBareStatement(pass, at, name);
	if (isUnlistedAnnotation(pass, at, name)) settle(pass, at, at + 1, blank);
	else if (opensOperand(kindAt(stream, at - 1))) readLevel(pass, at);
	return false;
}

/** `__free(kfree)`, `__attribute__((…))`; the first is remembered for the declared name before it. */
function readAnnotationCall(pass: Pass, at: number, name: string): void {
	const { stream, normal } = pass;
	if (name === "__free" || name === "__cleanup")
		normal.cleanups.set(endAt(stream, at - 1), nameAt(stream, at + 2));
	settle(pass, at, behindGroup(stream, at + 1, pass.to), blank);
}

/** Behind a complete type, a name that another name follows can only be an annotation. */
function isUnlistedAnnotation(
	{ stream }: Pass,
	at: number,
	name: string,
): boolean {
	if (!name.startsWith("__") || isTypeName(name)) return false;
	if (kindAt(stream, at + 1) !== IDENTIFIER) return false;
	if (kindAt(stream, at - 1) === STAR) return true;
	const before = symbolAt(stream, at - 1);
	return (
		kindAt(stream, at - 1) === IDENTIFIER &&
		!STATEMENT_WORDS.has(before) &&
		!TAG_WORDS.has(before) &&
		!QUALIFIER_WORDS.has(before) &&
		!STORAGE_WORDS.has(before)
	);
}

function opensOperand(kind: number): boolean {
	return kind === OPEN_PAREN || kind === COMMA || kind === EQUALS;
}

/** Names before a string, as in `printk(KERN_INFO PREFIX "…")`, stand for strings themselves. */
function readLevel(pass: Pass, at: number): void {
	const { stream } = pass;
	let behind = at + 1;
	while (kindAt(stream, behind) === IDENTIFIER) behind++;
	if (kindAt(stream, behind) === STRING) settle(pass, at, behind, blank);
}

function readSizeof(pass: Pass, at: number): void {
	const { stream, normal } = pass;
	normal.marks.set(startAt(stream, at), { kind: "sizeof" });
	settle(pass, at, behindGroup(stream, at + 1, pass.to), fill);
}

/** Strings and operands of assembly are nothing that the grammar need see. */
function readAsm({ stream, normal, settled, to }: Pass, at: number): void {
	let paren = at + 1;
	while (kindAt(stream, paren) === IDENTIFIER) paren++;
	if (kindAt(stream, paren) !== OPEN_PAREN) return;
	const behind = behindGroup(stream, paren, to);
	normal.marks.set(startAt(stream, at), { kind: "asm" });
	fill(normal, startAt(stream, at), endAt(stream, at));
	blank(normal, endAt(stream, at), startAt(stream, paren));
	if (behind - 1 > paren)
		blank(normal, endAt(stream, paren), startAt(stream, behind - 1));
	settled.fill(1, at, behind);
}

/** In `static DEFINE_MUTEX(x);` the macro begins the statement. */
function readStatic(pass: Pass, at: number): void {
	const { stream, to } = pass;
	if (kindAt(stream, at + 2) !== OPEN_PAREN) return;
	const name = nameAt(stream, at + 1);
	if (isKeyword(name) || isAnnotationCall(name)) return;
	if (kindAt(stream, behindGroup(stream, at + 2, to)) === SEMICOLON)
		settle(pass, at, at + 1, blank);
}
