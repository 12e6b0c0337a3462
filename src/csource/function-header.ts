import {
	isAnnotation,
	isAnnotationCall,
	looksLikeAnnotation,
} from "./annotations.ts";
import { isKeyword } from "./keywords.ts";
import {
	behindGroup,
	kindAt,
	nameAt,
	startAt,
	type TokenStream,
} from "./token-stream.ts";
import {
	CLOSE_PAREN,
	COMMA,
	EQUALS,
	IDENTIFIER,
	OPEN_PAREN,
	STAR,
} from "./tokens.ts";

/** What stands before the body of a function: indices of tokens. */
export interface FunctionHeader {
	/** First token of the return type. */
	readonly first: number;
	/** The token that names the function: for SYSCALL_DEFINE3(name, …) the first argument. */
	readonly name: number;
	/** The parenthesis that opens the parameters, or the arguments of a defining macro. */
	readonly open: number;
	/** Whether a macro such as SYSCALL_DEFINE3 makes the header. */
	readonly byMacro: boolean;
}

interface Candidate {
	readonly name: number;
	readonly open: number;
}

/** Finds the name in the tokens [from, brace) before an opening brace at file level; null where it is no function. */
export function readFunctionHeader(
	stream: TokenStream,
	from: number,
	brace: number,
): FunctionHeader | null {
	const candidates = findCandidates(stream, from, brace);
	const chosen = chooseCandidate(stream, candidates);
	if (chosen === null) return null;
	const { name, open } = chosen;
	const second = behindGroup(stream, open, brace);
	// FNAME(walk_addr)(struct guest_walker *walker, …)
	if (kindAt(stream, second) === OPEN_PAREN && second < brace)
		return {
			first: firstToken(stream, from, name),
			name: kindAt(stream, open + 1) === IDENTIFIER ? open + 1 : name,
			open: second,
			byMacro: false,
		};
	const argument = macroArgument(stream, name, open);
	return {
		first: firstToken(stream, from, name),
		name: argument ?? name,
		open,
		byMacro: argument !== null,
	};
}

function findCandidates(
	stream: TokenStream,
	from: number,
	brace: number,
): Candidate[] {
	const candidates: Candidate[] = [];
	for (let at = from; at < brace; at++) {
		const kind = kindAt(stream, at);
		if (kind === EQUALS) return [];
		if (kind !== OPEN_PAREN) continue;
		const before = at > from ? nameAt(stream, at - 1) : "";
		if (before !== "" && !isKeyword(before) && !isAnnotation(before)) {
			if (!isAnnotationCall(before))
				candidates.push({ name: at - 1, open: at });
		} else {
			const grouped = groupedName(stream, at, brace);
			if (grouped !== null) candidates.push(grouped);
		}
		at = behindGroup(stream, at, brace) - 1;
	}
	return candidates;
}

/** `(*name(int a))(int)` and `(name)(int a)`. */
function groupedName(
	stream: TokenStream,
	open: number,
	brace: number,
): Candidate | null {
	const close = behindGroup(stream, open, brace) - 1;
	let at = open + 1;
	while (kindAt(stream, at) === STAR || isAnnotation(nameAt(stream, at))) at++;
	if (kindAt(stream, at) !== IDENTIFIER || isKeyword(nameAt(stream, at)))
		return null;
	if (kindAt(stream, at + 1) === OPEN_PAREN && at + 1 < close)
		return { name: at, open: at + 1 };
	return at + 1 === close && kindAt(stream, close + 1) === OPEN_PAREN
		? { name: at, open: close + 1 }
		: null;
}

/** The last one names the function, unless it is an annotation that nobody has listed yet. */
function chooseCandidate(
	stream: TokenStream,
	candidates: readonly Candidate[],
): Candidate | null {
	let chosen = candidates.length - 1;
	while (chosen > 0) {
		const { name } = candidates[chosen] as Candidate;
		const follows = kindAt(stream, name - 1) === CLOSE_PAREN;
		if (!follows || !looksLikeAnnotation(nameAt(stream, name))) break;
		chosen--;
	}
	return candidates[chosen] ?? null;
}

/** `SYSCALL_DEFINE2(name, int, fd, …)`: a name in capitals whose first argument is a single name. */
function macroArgument(
	stream: TokenStream,
	name: number,
	open: number,
): number | null {
	const macro = nameAt(stream, name);
	if (!/^_*[A-Z][A-Z0-9]*(_[A-Za-z0-9]+)*x?$/.test(macro)) return null;
	if (!/_|^TEST|^[A-Z]{5}/.test(macro)) return null;
	const isSingle = (at: number): boolean => {
		const next = kindAt(stream, at + 1);
		return (
			kindAt(stream, at) === IDENTIFIER &&
			(next === COMMA || next === CLOSE_PAREN) &&
			nameAt(stream, at) !== "void"
		);
	};
	if (!isSingle(open + 1)) return null;
	// TEST_F(fixture, name) names a test by its second argument.
	if (
		macro.startsWith("TEST_F") &&
		kindAt(stream, open + 2) === COMMA &&
		isSingle(open + 3)
	)
		return open + 3;
	return open + 1;
}

/**
 * Leaves out what stands before the function without being part of it: a macro invocation that needs no semicolon, such
 * as `EXPORT_SYMBOL(x)` on a line of its own.
 */
function firstToken(stream: TokenStream, from: number, name: number): number {
	let first = from;
	for (let at = from; at + 1 < name; at++) {
		if (kindAt(stream, at) !== IDENTIFIER) continue;
		if (kindAt(stream, at + 1) !== OPEN_PAREN) continue;
		const close = behindGroup(stream, at + 1, name) - 1;
		const behind = close + 1;
		if (
			behind < name &&
			at === first &&
			!isAnnotationCall(nameAt(stream, at)) &&
			stream.text
				.slice(startAt(stream, close), startAt(stream, behind))
				.includes("\n")
		)
			first = behind;
		at = close;
	}
	return first;
}
