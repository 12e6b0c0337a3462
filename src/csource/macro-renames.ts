import { keywordNumber } from "./keywords.ts";
import { lex } from "./lexer.ts";
import type { MacroDefinition } from "./source-file.ts";
import {
	behindGroup,
	kindAt,
	nameAt,
	splitAtCommas,
	streamOf,
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

/** What one argument of the call behind a macro is made of. */
export type RenamedArgument =
	/** The macro's own argument with this index. */
	| { readonly kind: "parameter"; readonly index: number }
	/** The macro's arguments from this index on. */
	| { readonly kind: "rest"; readonly index: number }
	/** Text of the macro's body; it may contain names of the macro's parameters. */
	| { readonly kind: "text"; readonly text: string };

/** What a name stands for once the macros of a file are expanded. */
export interface Rename {
	readonly name: string;
	/** null where the arguments are passed on as they are. */
	readonly args: readonly RenamedArgument[] | null;
}

/** Longer chains of macros are given up. */
const CHAIN_LIMIT = 50;

/**
 * The name that an object-like macro or a macro that only forwards to one call stands for, through any number of such
 * macros; null where `name` is no such macro or the chain comes back to itself. Where a name is defined several times the
 * last definition counts.
 *
 * Forwarding is `f(…)` alone, also in parentheses, braces, `do { } while (0)`, `({ … })` or behind a cast. A macro that
 * does anything besides is no rename, so this may miss one and never makes one up.
 */
export function resolveRename(
	macros: readonly MacroDefinition[],
	name: string,
): Rename | null {
	const byName = definitionsOf(macros);
	if (!byName.has(name)) return null;
	const seen = new Set<string>();
	let current: Rename = { name, args: null };
	for (let step = 0; step < CHAIN_LIMIT; step++) {
		const macro = byName.get(current.name);
		const next = macro === undefined ? null : forwardedCall(macro);
		// `#define f(x) f((x), 0)` names the function itself: the preprocessor does not expand it again.
		if (next === null || next.name === current.name)
			return step === 0 && next === null ? null : compose(current, next);
		if (seen.has(current.name)) return null;
		seen.add(current.name);
		current = compose(current, next);
	}
	return null;
}

const definitions = new WeakMap<
	readonly MacroDefinition[],
	ReadonlyMap<string, MacroDefinition>
>();

/** By name; made once for a list, which is asked about every name of a file. */
function definitionsOf(
	macros: readonly MacroDefinition[],
): ReadonlyMap<string, MacroDefinition> {
	let byName = definitions.get(macros);
	if (byName === undefined) {
		byName = new Map(macros.map((macro) => [macro.name, macro]));
		definitions.set(macros, byName);
	}
	return byName;
}

/** `outer` calls something that is itself `inner`. */
function compose(outer: Rename, inner: Rename | null): Rename {
	if (inner === null) return outer;
	if (inner.args === null || outer.args === null)
		return { name: inner.name, args: inner.args ?? outer.args };
	const passed = outer.args;
	return {
		name: inner.name,
		args: inner.args.flatMap((argument): RenamedArgument[] => {
			if (argument.kind === "text") return [argument];
			if (argument.kind === "rest") return passed.slice(argument.index);
			const given = passed[argument.index];
			return given === undefined ? [] : [given];
		}),
	};
}

function forwardedCall({ parameters, body }: MacroDefinition): Rename | null {
	const stream = streamOf(body, lex(body));
	const range = unwrap(stream, 0, stream.tokens.count);
	const { from, to } = range;
	if (kindAt(stream, from) !== IDENTIFIER || from >= to) return null;
	const name = nameAt(stream, from);
	if (to - from === 1) {
		const isParameter = parameters?.includes(name) ?? false;
		return parameters === null && !isParameter ? { name, args: null } : null;
	}
	if (parameters === null) return null;
	if (kindAt(stream, from + 1) !== OPEN_PAREN) return null;
	if (behindGroup(stream, from + 1, to) !== to) return null;
	return {
		name,
		args: splitAtCommas(stream, from + 2, to - 1).map((part) =>
			argumentOf(stream, part.from, part.to, parameters),
		),
	};
}

function argumentOf(
	stream: TokenStream,
	from: number,
	to: number,
	parameters: readonly string[],
): RenamedArgument {
	let [first, last] = [from, to];
	while (
		kindAt(stream, first) === OPEN_PAREN &&
		behindGroup(stream, first, last) === last
	) {
		first++;
		last--;
	}
	const text = textBetween(stream, from, to);
	const name = nameAt(stream, first);
	const variadic = parameters.findIndex((parameter) =>
		parameter.endsWith("..."),
	);
	// `##__VA_ARGS__` lets the comma before it vanish.
	const isRest =
		/^(#\s*#\s*)?__VA_ARGS__$/.test(text) ||
		(variadic >= 0 && parameters[variadic] === `${text}...`);
	if (isRest && variadic >= 0) return { kind: "rest", index: variadic };
	const plain = last - first === 1 ? name : castOperand(text);
	const index = parameters.indexOf(plain);
	return index < 0 ? { kind: "text", text } : { kind: "parameter", index };
}

/** The name in `(unsigned long)(name)`: a cast does not change which argument it is. */
function castOperand(text: string): string {
	return /^\([\w\s]+[\s*]*\)\s*\(?\s*(\w+)\s*\)?$/.exec(text)?.[1] ?? "";
}

const DO = keywordNumber("do");
const VOID = keywordNumber("void");

/** Takes off parentheses, braces, `do { … } while (0)`, casts to void and the last semicolon. */
function unwrap(
	stream: TokenStream,
	first: number,
	last: number,
): { from: number; to: number } {
	let from = first;
	let to = last;
	for (;;) {
		if (to > from && kindAt(stream, to - 1) === SEMICOLON) to--;
		else if (symbolAt(stream, from) === DO) {
			const behind = behindGroup(stream, from + 1, to);
			if (textBetween(stream, behind, to).replaceAll(" ", "") !== "while(0)")
				return { from, to };
			from++;
			to = behind;
		} else if (isWrapped(stream, from, to)) {
			from++;
			to--;
		} else if (
			kindAt(stream, from) === OPEN_PAREN &&
			symbolAt(stream, from + 1) === VOID &&
			behindGroup(stream, from, to) === from + 3
		)
			from += 3;
		else return { from, to };
	}
}

function isWrapped(stream: TokenStream, from: number, to: number): boolean {
	const opening = kindAt(stream, from);
	if (opening !== OPEN_PAREN && opening !== OPEN_BRACE) return false;
	if (opening === OPEN_BRACE && kindAt(stream, to - 1) !== CLOSE_BRACE)
		return false;
	return to - from >= 2 && behindGroup(stream, from, to) === to;
}
