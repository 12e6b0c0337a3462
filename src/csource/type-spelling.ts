import { isAnnotation } from "./annotations.ts";
import { QUALIFIER_WORDS, STATEMENT_WORDS, TYPE_WORDS } from "./keywords.ts";
import {
	behindGroup,
	kindAt,
	nameAt,
	symbolAt,
	type TokenStream,
} from "./token-stream.ts";
import { IDENTIFIER, OPEN_PAREN, STAR } from "./tokens.ts";

/**
 * Names that are types in every kernel file. A name in parentheses before an operator that can be unary or binary is a
 * cast only if it is one of these, so `(mytype)-1` with a typedef of another spelling is read as a subtraction.
 */
export function isTypeName(name: string): boolean {
	return (
		/^(?:u|s|__u|__s|__le|__be|__sum|uint|int|le|be)(?:8|16|32|64|128)(?:_t)?$/.test(
			name,
		) ||
		/[a-z0-9]_t$/.test(name) ||
		/^(?:bool|uint|ulong|ushort|u_char|u_int|u_long|u_short|unchar|cc_t|__kernel_\w+|__poll_t|acpi_handle|acpi_status)$/.test(
			name,
		)
	);
}

/** Macros with a type among their arguments that may be a plain name: position by macro. */
const typePositions: ReadonlyMap<string, number> = new Map([
	["min_t", 0],
	["max_t", 0],
	["clamp_t", 0],
	["offsetof", 0],
	["offsetofend", 0],
	["sizeof_field", 0],
	["FIELD_SIZEOF", 0],
	["__builtin_offsetof", 0],
	["container_of", 1],
	["container_of_const", 1],
	["container_of_safe", 1],
	["list_entry", 1],
	["list_first_entry", 1],
	["list_first_entry_or_null", 1],
	["list_last_entry", 1],
	["list_entry_rcu", 1],
	["hlist_entry", 1],
	["hlist_entry_safe", 1],
	["llist_entry", 1],
	["rb_entry", 1],
	["rb_entry_safe", 1],
	["va_arg", 1],
]);

export function takesTypeAt(macro: string, position: number): boolean {
	return typePositions.get(macro) === position;
}

/** Whether tokens [from, to) can only be a type, whatever their names mean. */
export function isTypeSpelling(
	stream: TokenStream,
	from: number,
	to: number,
): boolean {
	let at = from;
	let definite = false;
	while (at < to && isQualifier(stream, at)) {
		definite ||= QUALIFIER_WORDS.has(symbolAt(stream, at));
		at++;
	}
	if (at >= to) return definite;
	if (kindAt(stream, at) !== IDENTIFIER) return false;
	const symbol = symbolAt(stream, at);
	if (TYPE_WORDS.has(symbol)) return hasOnlyTypeParts(stream, at, to);
	if (STATEMENT_WORDS.has(symbol)) return false;
	at++;
	if (
		kindAt(stream, at) === OPEN_PAREN &&
		kindAt(stream, at + 1) === STAR &&
		kindAt(stream, at + 2) === 41 &&
		behindGroup(stream, at, to) < to
	)
		return true;
	let stars = 0;
	for (; at < to; at++) {
		if (kindAt(stream, at) === STAR) stars++;
		else if (!isQualifier(stream, at)) return false;
	}
	return stars > 0 || definite;
}

function isQualifier(stream: TokenStream, at: number): boolean {
	return (
		QUALIFIER_WORDS.has(symbolAt(stream, at)) ||
		isAnnotation(nameAt(stream, at))
	);
}

/** Names, stars and brackets: no operator and no literal outside brackets. */
function hasOnlyTypeParts(
	stream: TokenStream,
	from: number,
	to: number,
): boolean {
	for (let at = from; at < to; at++) {
		const kind = kindAt(stream, at);
		if (kind === OPEN_PAREN || kind === 91 || kind === 123)
			at = behindGroup(stream, at, to) - 1;
		else if (kind !== IDENTIFIER && kind !== STAR) return false;
	}
	return true;
}
