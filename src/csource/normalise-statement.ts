import { isLoopMacro } from "./block-macros.ts";
import { HEADER_WORDS, keywordNumber, STATEMENT_WORDS } from "./keywords.ts";
import { blank, fill, insert, put } from "./normal-text.ts";
import { endsLine, inStatements, type Pass, settle } from "./normalise-pass.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	startAt,
	symbolAt,
} from "./token-stream.ts";
import {
	CLOSE_BRACE,
	COLON,
	ELLIPSIS,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	QUESTION,
	SEMICOLON,
	STAR,
} from "./tokens.ts";

const CASE = keywordNumber("case");
const DEFAULT = keywordNumber("default");
const ELSE = keywordNumber("else");
const DO = keywordNumber("do");
const GOTO = keywordNumber("goto");

/** Notes what a statement word has in parentheses or before its colon. Returns whether a statement follows it at once. */
export function readStatementWord(pass: Pass, at: number): boolean {
	const { stream, normal, to } = pass;
	const symbol = symbolAt(stream, at);
	if (HEADER_WORDS.has(symbol) && kindAt(stream, at + 1) === OPEN_PAREN) {
		const close = stream.match[at + 1] ?? -1;
		if (close >= 0 && close < to) pass.headerEnds[close] = 1;
	} else if (symbol === CASE || symbol === DEFAULT) markCase(pass, at);
	else if (symbol === GOTO && kindAt(stream, at + 1) === STAR) {
		normal.marks.set(startAt(stream, at), { kind: "computed-goto" });
		settle(pass, at + 1, behindStatement(pass, at + 1), fill);
	}
	return symbol === ELSE || symbol === DO;
}

function behindStatement({ stream, to }: Pass, at: number): number {
	let behind = at;
	while (behind < to && kindAt(stream, behind) !== SEMICOLON) behind++;
	return behind;
}

/** Finds the colon of a case, and makes an operator of the dots of a range. */
function markCase(pass: Pass, at: number): void {
	const { stream, normal, to } = pass;
	let questions = 0;
	for (let index = at + 1; index < to; index++) {
		const kind = kindAt(stream, index);
		if (kind === OPEN_PAREN || kind === OPEN_BRACKET)
			index = behindGroup(stream, index, to) - 1;
		else if (kind === QUESTION) questions++;
		else if (kind === ELLIPSIS) {
			put(normal, startAt(stream, index), endAt(stream, index), "||");
			normal.marks.set(startAt(stream, index), { kind: "range" });
		} else if (kind === COLON && questions-- === 0) {
			pass.labelColons[index] = 1;
			return;
		} else if (kind === SEMICOLON || kind === OPEN_BRACE) return;
	}
}

/** Settles a statement that begins with a name and no parenthesis. Returns whether the next can begin behind the name. */
export function readBareStatement(
	pass: Pass,
	at: number,
	name: string,
): boolean {
	const { stream, normal } = pass;
	const next = kindAt(stream, at + 1);
	if (name === "fallthrough" && next === SEMICOLON)
		settle(pass, at, at + 1, blank);
	else if (name === "__label__")
		settle(pass, at, behindStatement(pass, at), blank);
	else if (next === OPEN_BRACE) {
		writeBlock(pass, at, name);
		return true;
	} else if (isWholeStatement(pass, at, name, next)) {
		insert(normal, endAt(stream, at), ";");
		return true;
	}
	return false;
}

/** Whether a name alone is a macro that stands for whole statements. */
function isWholeStatement(
	pass: Pass,
	at: number,
	name: string,
	next: number,
): boolean {
	if (!inStatements(pass)) return false;
	if (next === CLOSE_BRACE) return true;
	if (next !== IDENTIFIER || !endsLine(pass, at)) return false;
	return (
		/^[A-Z][A-Z0-9_]{2,}$/.test(name) ||
		STATEMENT_WORDS.has(symbolAt(pass.stream, at + 1))
	);
}

/** `FOREVER { … }`: a name too short for `if(1)` leaves a plain block. */
function writeBlock({ stream, normal }: Pass, at: number, name: string): void {
	const start = startAt(stream, at);
	const end = endAt(stream, at);
	if (end - start < 5) {
		blank(normal, start, end);
		return;
	}
	put(normal, start, end, "if(1)");
	const loops = isLoopMacro(name);
	normal.marks.set(start, { kind: "macro-block", name, loops, bare: true });
}
