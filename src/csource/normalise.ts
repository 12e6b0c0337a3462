import { isAnnotation, isAnnotationCall } from "./annotations.ts";
import {
	isConditionMacro,
	isLoopMacro,
	takesStatement,
} from "./block-macros.ts";
import {
	ASM_WORDS,
	HEADER_WORDS,
	isKeyword,
	keywordNumber,
	STATEMENT_WORDS,
	TAG_WORDS,
	TYPEOF_WORDS,
} from "./keywords.ts";
import {
	blank,
	fill,
	insert,
	type NormalText,
	normalTextOf,
	put,
} from "./normal-text.ts";
import { normaliseArguments } from "./normalise-arguments.ts";
import { normaliseParentheses } from "./normalise-parentheses.ts";
import {
	behindGroup,
	endAt,
	kindAt,
	nameAt,
	startAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";
import {
	AND_AND,
	CLOSE_BRACE,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	COLON,
	COMMA,
	ELLIPSIS,
	EQUALS,
	IDENTIFIER,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	QUESTION,
	SEMICOLON,
	STAR,
	STRING,
} from "./tokens.ts";

const CASE = keywordNumber("case");
const DEFAULT = keywordNumber("default");
const ELSE = keywordNumber("else");
const DO = keywordNumber("do");
const GOTO = keywordNumber("goto");
const RETURN = keywordNumber("return");
const SIZEOF = keywordNumber("sizeof");
const GENERIC = keywordNumber("_Generic");
const STATIC = keywordNumber("static");

/** Names that the grammar treats specially and the kernel does not, or not in the same places. */
const grammarWords = new Set(
	`offsetof static_assert _Static_assert alignof _alignof __try __except __finally __leave __based thread_local constexpr
	noreturn nullptr _unaligned __unaligned __thread defined`.split(/\s+/),
);

const alignmentWords = new Set(["_Alignof", "__alignof__", "__alignof"]);

/** What a bracket that is open means for the tokens in it. */
type Surrounding = "block" | "initializer" | "parenthesis";

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
	const normal = normalTextOf(stream.text, start, end);
	const settled = new Uint8Array(to);
	/** Parentheses that close the header of a statement or a cast: what follows them is a statement or an operand. */
	const headerEnds = new Uint8Array(to + 1);
	const castEnds = new Uint8Array(to + 1);
	const labelColons = new Uint8Array(to + 1);
	const open: Surrounding[] = [];
	let expectStatement = true;

	for (let at = from; at < to; at++) {
		if (settled[at] === 1) continue;
		const kind = kindAt(stream, at);
		const atStatement: boolean = expectStatement;
		expectStatement = false;
		switch (kind) {
			case IDENTIFIER:
				expectStatement = readName(at, atStatement);
				break;
			case OPEN_PAREN:
				readParenthesis(at);
				open.push("parenthesis");
				break;
			case OPEN_BRACKET:
				if (atStatement && kindAt(stream, at + 1) === OPEN_BRACKET) {
					settle(at, behindGroup(stream, at, to), blank);
					expectStatement = true;
				} else open.push("parenthesis");
				break;
			case CLOSE_PAREN:
			case CLOSE_BRACKET:
				open.pop();
				expectStatement = headerEnds[at] === 1;
				break;
			case OPEN_BRACE: {
				const isBlock: boolean = atStatement || opensBlock(at);
				open.push(isBlock ? "block" : "initializer");
				expectStatement = isBlock;
				break;
			}
			case CLOSE_BRACE:
				expectStatement = open.pop() === "block" && open.at(-1) === "block";
				break;
			case SEMICOLON:
				expectStatement = open.length === 0 || open.at(-1) === "block";
				break;
			case COLON:
				if (labelColons[at] === 1) {
					expectStatement = true;
					if (kindAt(stream, at + 1) === CLOSE_BRACE)
						insert(normal, endAt(stream, at), ";");
				}
				break;
			case AND_AND:
				if (startsOperand(at))
					put(normal, startAt(stream, at), endAt(stream, at), "&");
				break;
			case STRING:
				readString(at);
		}
	}
	return normal;

	function settle(
		first: number,
		behind: number,
		overwrite: (normal: NormalText, start: number, end: number) => void,
	): void {
		overwrite(normal, startAt(stream, first), endAt(stream, behind - 1));
		settled.fill(1, first, behind);
	}

	/** Returns whether a statement is expected behind the name. */
	function readName(at: number, atStatement: boolean): boolean {
		const symbol = symbolAt(stream, at);
		const name = nameAt(stream, at);
		const calls = kindAt(stream, at + 1) === OPEN_PAREN;
		if (isAnnotation(name)) {
			settle(at, at + 1, blank);
			return atStatement;
		}
		if (
			calls &&
			isAnnotationCall(name) &&
			!(atStatement && name !== "__attribute__")
		) {
			readAnnotationCall(at, name);
			return atStatement;
		}
		if (STATEMENT_WORDS.has(symbol))
			return readStatementWord(at, symbol, calls);
		if (ASM_WORDS.has(symbol)) readAsm(at);
		else if (symbol === SIZEOF || alignmentWords.has(name)) {
			if (calls) {
				normal.marks.set(startAt(stream, at), { kind: "sizeof" });
				settle(at, behindGroup(stream, at + 1, to), fill);
			} else if (symbol !== SIZEOF)
				put(normal, startAt(stream, at), endAt(stream, at), "sizeof");
		} else if (TYPEOF_WORDS.has(symbol) && calls)
			settle(at, behindGroup(stream, at + 1, to), fill);
		else if (symbol === GENERIC && calls) {
			normal.marks.set(startAt(stream, at), { kind: "opaque" });
			settle(at, behindGroup(stream, at + 1, to), fill);
		} else if (symbol === 0 || !isKeyword(name))
			return readPlainName(at, name, atStatement, calls);
		else if (symbol === STATIC && kindAt(stream, at + 2) === OPEN_PAREN)
			// static DEFINE_MUTEX(x);
			settleStatic(at);
		return false;
	}

	function settleStatic(at: number): void {
		const name = nameAt(stream, at + 1);
		if (isKeyword(name) || isAnnotationCall(name)) return;
		const behind = behindGroup(stream, at + 2, to);
		if (kindAt(stream, behind) === SEMICOLON) settle(at, at + 1, blank);
	}

	function readPlainName(
		at: number,
		name: string,
		atStatement: boolean,
		calls: boolean,
	): boolean {
		const next = kindAt(stream, at + 1);
		if (atStatement && next === COLON && kindAt(stream, at + 2) !== COLON) {
			labelColons[at + 1] = 1;
			return false;
		}
		if (atStatement && !calls) return readBareStatement(at, name, next);
		if (isUnlistedAnnotation(at, name)) {
			settle(at, at + 1, blank);
			return false;
		}
		if (!calls) {
			if (isOpener(kindAt(stream, at - 1))) readLevel(at);
			return false;
		}
		return readCall(at, name, atStatement);
	}

	/** Names before a string, as in `printk(KERN_INFO PREFIX "…")`, stand for strings themselves. */
	function readLevel(at: number): void {
		let behind = at + 1;
		while (kindAt(stream, behind) === IDENTIFIER) behind++;
		if (kindAt(stream, behind) === STRING) settle(at, behind, blank);
	}

	/** A statement that begins with a name and no parenthesis. */
	function readBareStatement(at: number, name: string, next: number): boolean {
		const startsLine = stream.text
			.slice(endAt(stream, at), startAt(stream, at + 1))
			.includes("\n");
		if (name === "fallthrough" && next === SEMICOLON) {
			settle(at, at + 1, blank);
		} else if (name === "__label__") {
			let behind = at + 1;
			while (behind < to && kindAt(stream, behind) !== SEMICOLON) behind++;
			settle(at, behind, blank);
		} else if (next === OPEN_BRACE) {
			blockWithoutArguments(at, name);
			return true;
		} else if (
			startsLine &&
			next === IDENTIFIER &&
			/^[A-Z][A-Z0-9_]{2,}$/.test(name)
		) {
			insert(normal, endAt(stream, at), ";");
			return true;
		}
		return false;
	}

	function blockWithoutArguments(at: number, name: string): void {
		const start = startAt(stream, at);
		const end = endAt(stream, at);
		if (end - start < 5) {
			blank(normal, start, end);
			return;
		}
		put(normal, start, end, "if(1)");
		normal.marks.set(start, {
			kind: "macro-block",
			name,
			loops: isLoopMacro(name),
			bare: true,
		});
	}

	function readCall(at: number, name: string, atStatement: boolean): boolean {
		const close = stream.match[at + 1] ?? -1;
		if (close < 0 || close >= to) return false;
		if (/^uninitialized_var$/.test(name)) {
			settle(at, at + 2, blank);
			settle(close, close + 1, blank);
			return false;
		}
		if (grammarWords.has(name))
			fill(normal, startAt(stream, at), endAt(stream, at));
		const isBlock = atStatement && startsBlock(at, name, close);
		const done = normaliseArguments(
			normal,
			stream,
			name,
			at + 1,
			close,
			isBlock,
		);
		for (const part of done) settled.fill(1, part.from, part.to);
		if (isBlock) blockWithArguments(at, name, close);
		else if (atStatement) endStatement(at, close);
		else if (
			kindAt(stream, close + 1) === STRING &&
			isOpener(kindAt(stream, at - 1))
		)
			settle(at, close + 1, blank); // pr_fmt(x) "…"
		return false;
	}

	/** Whether `name(…)` at the start of a statement is followed by a body of its own. */
	function startsBlock(at: number, name: string, close: number): boolean {
		const next = kindAt(stream, close + 1);
		if (next === OPEN_BRACE) return true;
		if (!takesStatement(name) || close + 1 >= to) return false;
		// iterate_all_kinds(i, n, v, ({ … }), …) has its body among its arguments.
		for (let inside = at + 2; inside < close; inside++)
			if (kindAt(stream, inside) === OPEN_BRACE) return false;
		return (
			next === IDENTIFIER ||
			(next === STAR && startsNewLine(close)) ||
			(next === OPEN_PAREN && startsNewLine(close) && at > 0)
		);
	}

	function startsNewLine(at: number): boolean {
		return stream.text
			.slice(endAt(stream, at), startAt(stream, at + 1))
			.includes("\n");
	}

	function blockWithArguments(at: number, name: string, close: number): void {
		const start = startAt(stream, at);
		const end = endAt(stream, at);
		const bare = close === at + 2;
		headerEnds[close] = 1;
		if (isConditionMacro(name) && !bare) {
			put(normal, start, end, "if");
			normal.marks.set(start, { kind: "macro-if", name, nameEnd: end });
			return;
		}
		const keyword = end - start >= 5 && !bare ? "while" : "if";
		normal.marks.set(start, {
			kind: "macro-block",
			name,
			loops: isLoopMacro(name),
			bare,
		});
		if (!bare) put(normal, start, end, keyword);
		else put(normal, start, endAt(stream, close) - 1, "if(1");
	}

	/** Adds the semicolon that a macro used as a statement does without. */
	function endStatement(at: number, close: number): void {
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
			!startsNewLine(close) &&
			(behind === EQUALS ||
				behind === SEMICOLON ||
				behind === COMMA ||
				behind === OPEN_BRACKET);
		if (declares) {
			settle(at, close + 1, fill);
			return;
		}
		if (insert(normal, endAt(stream, close), ";")) headerEnds[close] = 1;
	}

	/** `__free(kfree)`, `__attribute__((…))`; the first is remembered for the declared name before it. */
	function readAnnotationCall(at: number, name: string): void {
		const behind = behindGroup(stream, at + 1, to);
		if (name === "__free" || name === "__cleanup")
			normal.cleanups.set(endAt(stream, at - 1), nameAt(stream, at + 2));
		settle(at, behind, blank);
	}

	/** Between a type and the name it declares, another name can only be an annotation. */
	function isUnlistedAnnotation(at: number, name: string): boolean {
		if (!name.startsWith("__") || kindAt(stream, at + 1) !== IDENTIFIER)
			return false;
		const before = kindAt(stream, at - 1);
		return (
			before === STAR ||
			(before === IDENTIFIER &&
				!STATEMENT_WORDS.has(symbolAt(stream, at - 1)) &&
				!TAG_WORDS.has(symbolAt(stream, at - 1)))
		);
	}

	function readStatementWord(
		at: number,
		symbol: number,
		calls: boolean,
	): boolean {
		if (HEADER_WORDS.has(symbol) && calls) {
			const close = stream.match[at + 1] ?? -1;
			if (close >= 0 && close < to) headerEnds[close] = 1;
		} else if (symbol === CASE || symbol === DEFAULT) markCase(at);
		else if (symbol === GOTO && kindAt(stream, at + 1) === STAR) {
			let behind = at + 1;
			while (behind < to && kindAt(stream, behind) !== SEMICOLON) behind++;
			normal.marks.set(startAt(stream, at), { kind: "computed-goto" });
			settle(at + 1, behind, fill);
		}
		return symbol === ELSE || symbol === DO;
	}

	/** Finds the colon of a case, and makes an operator of the dots of a range. */
	function markCase(at: number): void {
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
				labelColons[index] = 1;
				return;
			} else if (kind === SEMICOLON || kind === OPEN_BRACE) return;
		}
	}

	function readAsm(at: number): void {
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

	function readParenthesis(at: number): void {
		const close = stream.match[at] ?? -1;
		if (close < 0 || close >= to || headerEnds[close] === 1) return;
		if (follows(at)) return;
		const role = normaliseParentheses(normal, stream, at, close);
		if (role === "group") return;
		castEnds[close] = 1;
		settled.fill(1, at + 1, close);
	}

	/** Whether the parenthesis follows something it is applied to: a callee, a declarator. */
	function follows(at: number): boolean {
		const before = kindAt(stream, at - 1);
		if (at === from) return false;
		if (before === CLOSE_PAREN)
			return castEnds[at - 1] !== 1 && headerEnds[at - 1] !== 1;
		if (before === CLOSE_BRACKET) return true;
		if (before !== IDENTIFIER) return false;
		const symbol = symbolAt(stream, at - 1);
		return !STATEMENT_WORDS.has(symbol);
	}

	function opensBlock(at: number): boolean {
		if (at === from) return true;
		const before = kindAt(stream, at - 1);
		if (before === CLOSE_PAREN) return castEnds[at - 1] !== 1;
		if (before === OPEN_PAREN) return true;
		return before === IDENTIFIER && symbolAt(stream, at - 1) !== RETURN;
	}

	/** Whether an operand stands here, so that && is not the operator of two. */
	function startsOperand(at: number): boolean {
		const before = kindAt(stream, at - 1);
		if (before === IDENTIFIER)
			return STATEMENT_WORDS.has(symbolAt(stream, at - 1));
		if (before === CLOSE_PAREN) return castEnds[at - 1] === 1;
		return before > 4 && before !== CLOSE_BRACKET && before !== CLOSE_BRACE;
	}

	/** Keeps of adjacent strings and macros that stand for strings only the strings. */
	function readString(at: number): void {
		for (;;) {
			const next = at + 1;
			if (next >= to || kindAt(stream, next) !== IDENTIFIER) return;
			if (isKeyword(nameAt(stream, next))) return;
			const behind =
				kindAt(stream, next + 1) === OPEN_PAREN
					? behindGroup(stream, next + 1, to)
					: next + 1;
			settle(next, behind, blank);
			at = behind - 1;
		}
	}
}

function isOpener(kind: number): boolean {
	return kind === OPEN_PAREN || kind === COMMA || kind === EQUALS;
}
