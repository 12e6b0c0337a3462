import {
	isConditionMacro,
	isLoopMacro,
	takesStatement,
} from "./block-macros.ts";
import { isKeyword, keywordNumber } from "./keywords.ts";
import { blank, fill, insert, put } from "./normal-text.ts";
import { normaliseArguments } from "./normalise-arguments.ts";
import { endsLine, type Pass, settle } from "./normalise-pass.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	splitAtCommas,
	startAt,
	symbolAt,
} from "./token-stream.ts";
import {
	CLOSE_BRACE,
	COMMA,
	EQUALS,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	SEMICOLON,
	STAR,
	STRING,
} from "./tokens.ts";
import { isTypeName, isTypeSpelling } from "./type-spelling.ts";

const ELSE = keywordNumber("else");

/** Names that the grammar treats specially and the kernel does not, or not in the same places. */
const grammarWords = new Set(
	`offsetof static_assert _Static_assert alignof __try __except __finally __leave __based thread_local constexpr
	noreturn nullptr _unaligned __unaligned __thread defined`.split(/\s+/),
);

/** Settles `name(…)`: its arguments, and its body where it is a macro that has one. */
export function readCall(
	pass: Pass,
	at: number,
	name: string,
	atStatement: boolean,
): boolean {
	const { stream, normal } = pass;
	const close = stream.match[at + 1] ?? -1;
	if (close < 0 || close >= pass.to) return false;
	if (name === "uninitialized_var") {
		settle(pass, at, at + 2, blank);
		settle(pass, close, close + 1, blank);
		return false;
	}
	if (pass.open.at(-1) === "fields" && atStatement) {
		// DECLARE_BITMAP(map, 64); as a member
		settle(pass, at, close + 1, blank);
		put(normal, startAt(stream, at), endAt(stream, close), "int _");
		return false;
	}
	if (atStatement && declaresPointer(pass, at, close)) {
		put(normal, startAt(stream, at), endAt(stream, at), "int");
		return false;
	}
	if (grammarWords.has(name))
		fill(normal, startAt(stream, at), endAt(stream, at));
	const isBlock = atStatement && startsBlock(pass, name, at, close);
	const done = normaliseArguments(normal, stream, name, at + 1, close, isBlock);
	for (const part of done) pass.settled.fill(1, part.from, part.to);
	if (isBlock) writeBlock(pass, at, name, close);
	else if (closesDo(pass, at, close)) writeDoTest(pass, at, name);
	else if (atStatement) endStatement(pass, at, close);
	else if (standsForString(pass, at, close)) settle(pass, at, close + 1, blank);
	return false;
}

/** `type (*name)(int) = …;`: the grammar would read a call of `type`. */
function declaresPointer(
	{ stream, to }: Pass,
	at: number,
	close: number,
): boolean {
	if (kindAt(stream, at + 2) !== STAR || close !== at + 4) return false;
	if (kindAt(stream, at + 3) !== IDENTIFIER) return false;
	if (kindAt(stream, close + 1) !== OPEN_PAREN) return false;
	if (endAt(stream, at) - startAt(stream, at) < 3) return false;
	const behind = behindGroup(stream, close + 1, to);
	if (kindAt(stream, behind) === EQUALS) return true;
	const [first] = splitAtCommas(stream, close + 2, behind - 1);
	return (
		first !== undefined &&
		(isTypeSpelling(stream, first.from, first.to) ||
			isTypeName(nameAt(stream, first.from)))
	);
}

/** Whether `name(…)` at the start of a statement is followed by a body of its own. */
function startsBlock(
	pass: Pass,
	name: string,
	at: number,
	close: number,
): boolean {
	const { stream, to } = pass;
	const next = kindAt(stream, close + 1);
	if (next === OPEN_BRACE) return true;
	if (!takesStatement(name) || close + 1 >= to) return false;
	// iterate_all_kinds(i, n, v, ({ … }), …) has its body among its arguments.
	for (let inside = at + 2; inside < close; inside++)
		if (kindAt(stream, inside) === OPEN_BRACE) return false;
	if (next === IDENTIFIER) return symbolAt(stream, close + 1) !== ELSE;
	return (next === STAR || next === OPEN_PAREN) && endsLine(pass, close);
}

function writeBlock(pass: Pass, at: number, name: string, close: number): void {
	const { stream, normal } = pass;
	const start = startAt(stream, at);
	const end = endAt(stream, at);
	const bare = close === at + 2;
	pass.headerEnds[close] = 1;
	if (isConditionMacro(name) && !bare) {
		put(normal, start, end, "if");
		normal.marks.set(start, { kind: "macro-if", start, name, nameEnd: end });
		return;
	}
	const loops = isLoopMacro(name);
	normal.marks.set(start, { kind: "macro-block", name, loops, bare });
	if (bare) put(normal, start, endAt(stream, close) - 1, "if(1");
	else put(normal, start, end, end - start >= 5 ? "while" : "if");
}

/** `do { … } while_each_thread(g, t);` */
function closesDo(pass: Pass, at: number, close: number): boolean {
	const { stream, from } = pass;
	if (at === from || kindAt(stream, at - 1) !== CLOSE_BRACE) return false;
	const brace = stream.match[at - 1] ?? -1;
	return (
		brace > from &&
		nameAt(stream, brace - 1) === "do" &&
		close > at + 2 &&
		endAt(stream, at) - startAt(stream, at) >= 5 &&
		kindAt(stream, close + 1) === SEMICOLON
	);
}

function writeDoTest({ stream, normal }: Pass, at: number, name: string): void {
	const start = startAt(stream, at);
	const nameEnd = endAt(stream, at);
	put(normal, start, nameEnd, "while");
	normal.marks.set(startAt(stream, at + 1), {
		kind: "macro-if",
		start,
		name,
		nameEnd,
	});
}

/** Adds the semicolon that a macro used as a statement does without. */
function endStatement(pass: Pass, at: number, close: number): void {
	const { stream, normal, to } = pass;
	const next = close + 1;
	const kind = next < to ? kindAt(stream, next) : CLOSE_BRACE;
	if (kind === CLOSE_BRACE || symbolAt(stream, next) === ELSE) {
		insert(normal, endAt(stream, close), ";");
		return;
	}
	if (kind !== IDENTIFIER) return;
	const behind = kindAt(stream, next + 1);
	const declares =
		!isKeyword(nameAt(stream, next)) &&
		!endsLine(pass, close) &&
		(behind === EQUALS ||
			behind === SEMICOLON ||
			behind === COMMA ||
			behind === OPEN_BRACKET);
	if (declares) settle(pass, at, close + 1, fill);
	else if (insert(normal, endAt(stream, close), ";"))
		pass.headerEnds[close] = 1;
}

/** `pr_fmt(x) "…"` */
function standsForString({ stream }: Pass, at: number, close: number): boolean {
	const before = kindAt(stream, at - 1);
	return (
		kindAt(stream, close + 1) === STRING &&
		(before === OPEN_PAREN || before === COMMA || before === EQUALS)
	);
}
