import { keywordNumber, STATEMENT_WORDS, TAG_WORDS } from "./keywords.ts";
import { blank, fill, insert, type NormalText, put } from "./normal-text.ts";
import { readName } from "./normalise-name.ts";
import { normaliseParentheses } from "./normalise-parentheses.ts";
import {
	createPass,
	inStatements,
	type Pass,
	type Surrounding,
	settle,
} from "./normalise-pass.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	startAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";
import {
	AND_AND,
	CHARACTER,
	CLOSE_BRACE,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	COLON,
	IDENTIFIER,
	NUMBER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	SEMICOLON,
	STRING,
} from "./tokens.ts";

const DO = keywordNumber("do");
const ENUM = keywordNumber("enum");
const RETURN = keywordNumber("return");

/**
 * Rewrites tokens [from, to) of a function body, without moving a character, into C that the grammar can read: what kernel
 * C has and C has not is blanked or becomes an identifier or a plain statement, and `marks` says what stood there.
 * [start, end) is the text that is kept, which may reach beyond the tokens.
 */
export function normalise(
	stream: TokenStream,
	from: number,
	to: number,
	start: number,
	end: number,
): NormalText {
	const pass = createPass(stream, from, to, start, end);
	let atStatement = true;
	for (let at = from; at < to; at++)
		if (pass.settled[at] !== 1) atStatement = readToken(pass, at, atStatement);
	return pass.normal;
}

/** Returns whether a statement can begin behind the token. */
function readToken(pass: Pass, at: number, atStatement: boolean): boolean {
	const { stream, open } = pass;
	switch (kindAt(stream, at)) {
		case IDENTIFIER:
			return readName(pass, at, atStatement);
		case OPEN_PAREN:
			readParenthesis(pass, at);
			open.push("parenthesis");
			return false;
		case OPEN_BRACKET:
			return readBracket(pass, at, atStatement);
		case CLOSE_PAREN:
		case CLOSE_BRACKET:
			open.pop();
			return pass.headerEnds[at] === 1;
		case OPEN_BRACE: {
			const surrounding = braceOpens(pass, at, atStatement);
			open.push(surrounding);
			return surrounding !== "initializer";
		}
		case CLOSE_BRACE: {
			const closed = open.pop();
			return (closed === "block" || closed === "do") && inStatements(pass);
		}
		case SEMICOLON:
			return inStatements(pass) || open.at(-1) === "fields";
		case COLON:
			return pass.labelColons[at] === 1 && readLabelColon(pass, at);
		case AND_AND:
			if (startsOperand(pass, at))
				put(pass.normal, startAt(stream, at), endAt(stream, at), "&");
			return false;
		case NUMBER:
			readNumber(pass, at);
			return false;
		case STRING:
			readString(pass, at);
			return false;
		default:
			return false;
	}
}

/** Before a closing brace the grammar wants a statement for the label. */
function readLabelColon({ stream, normal }: Pass, at: number): true {
	if (kindAt(stream, at + 1) === CLOSE_BRACE)
		insert(normal, endAt(stream, at), ";");
	return true;
}

/** `[[fallthrough]]` is blanked. */
function readBracket(pass: Pass, at: number, atStatement: boolean): boolean {
	if (atStatement && kindAt(pass.stream, at + 1) === OPEN_BRACKET) {
		settle(pass, at, behindGroup(pass.stream, at, pass.to), blank);
		return true;
	}
	pass.open.push("parenthesis");
	return false;
}

/** What a macro pastes together (`20MHZ`, `15_0`) is a number for the lexer and none in C. */
function readNumber(pass: Pass, at: number): void {
	const { stream, normal } = pass;
	const text = stream.text.slice(startAt(stream, at), endAt(stream, at));
	if (/^[\d.]*[uUlLfF]*$|^0[xX][\da-fA-F]+[uUlL]*$/.test(text)) return;
	if (/^(?:0[bB][01]+[uUlL]*|0[xX][\da-fA-F.]*[pP].*|[\d.]+[eE].*)$/.test(text))
		return;
	normal.marks.set(startAt(stream, at), { kind: "opaque" });
	settle(pass, at, at + 1, fill);
}

/** Keeps of adjacent strings and macros that stand for strings only the strings. */
function readString(pass: Pass, at: number): void {
	const { stream, to } = pass;
	let next = at + 1;
	while (next < to && kindAt(stream, next) === IDENTIFIER) {
		if (STATEMENT_WORDS.has(symbolAt(stream, next))) return;
		const behind =
			kindAt(stream, next + 1) === OPEN_PAREN
				? behindGroup(stream, next + 1, to)
				: next + 1;
		settle(pass, next, behind, blank);
		next = behind;
	}
}

function readParenthesis(pass: Pass, at: number): void {
	const { stream, normal } = pass;
	const close = stream.match[at] ?? -1;
	if (close < 0 || close >= pass.to || pass.headerEnds[close] === 1) return;
	if (isApplied(pass, at)) return;
	const role = normaliseParentheses(normal, stream, at, close);
	if (role === "group") return;
	pass.castEnds[close] = 1;
	pass.settled.fill(1, at + 1, close);
}

/** Whether the parenthesis is applied to what stands before it: a callee, a declarator. */
function isApplied(
	{ stream, from, headerEnds, castEnds }: Pass,
	at: number,
): boolean {
	if (at === from) return false;
	const before = kindAt(stream, at - 1);
	if (before === CLOSE_PAREN)
		return castEnds[at - 1] !== 1 && headerEnds[at - 1] !== 1;
	if (before === CLOSE_BRACKET) return true;
	return (
		before === IDENTIFIER && !STATEMENT_WORDS.has(symbolAt(stream, at - 1))
	);
}

function braceOpens(
	{ stream, from, castEnds }: Pass,
	at: number,
	atStatement: boolean,
): Surrounding {
	if (at === from) return "block";
	const before = kindAt(stream, at - 1);
	const symbol = symbolAt(stream, at - 1);
	if (symbol === DO) return "do";
	if (before === IDENTIFIER) {
		const tag = TAG_WORDS.has(symbol) ? symbol : symbolAt(stream, at - 2);
		if (TAG_WORDS.has(tag)) return tag === ENUM ? "initializer" : "fields";
	}
	if (atStatement || before === OPEN_PAREN) return "block";
	const follows =
		before === CLOSE_PAREN
			? castEnds[at - 1] !== 1
			: before === IDENTIFIER && symbol !== RETURN;
	return follows ? "block" : "initializer";
}

/** Whether an operand stands here, so that && takes the address of a label. */
function startsOperand({ stream, castEnds }: Pass, at: number): boolean {
	const before = kindAt(stream, at - 1);
	if (before === IDENTIFIER)
		return STATEMENT_WORDS.has(symbolAt(stream, at - 1));
	if (before === CLOSE_PAREN) return castEnds[at - 1] === 1;
	return (
		before > CHARACTER && before !== CLOSE_BRACKET && before !== CLOSE_BRACE
	);
}
