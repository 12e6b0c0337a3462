// C words that the lexer numbers before it reads a file, so that the passes compare small integers.

/** Position in this list + 1 is the symbol number of the word in every SymbolTable. */
export const KEYWORDS = [
	"struct",
	"union",
	"enum",
	"const",
	"volatile",
	"unsigned",
	"signed",
	"long",
	"short",
	"int",
	"char",
	"void",
	"float",
	"double",
	"_Bool",
	"typeof",
	"__typeof__",
	"__typeof",
	"typeof_unqual",
	"__auto_type",
	"restrict",
	"__restrict",
	"__restrict__",
	"_Atomic",
	"__signed__",
	"__const",
	"__volatile__",
	"static",
	"extern",
	"register",
	"inline",
	"__inline",
	"__inline__",
	"typedef",
	"auto",
	"if",
	"else",
	"for",
	"while",
	"do",
	"switch",
	"case",
	"default",
	"break",
	"continue",
	"return",
	"goto",
	"sizeof",
	"asm",
	"__asm__",
	"__asm",
	"_Generic",
	"__extension__",
] as const;

export type Keyword = (typeof KEYWORDS)[number];

const numbers = new Map<string, number>(
	KEYWORDS.map((word, index) => [word, index + 1]),
);

export function keywordNumber(word: Keyword): number {
	return numbers.get(word) ?? 0;
}

export function isKeyword(word: string): boolean {
	return numbers.has(word);
}

function group(...words: Keyword[]): ReadonlySet<number> {
	return new Set(words.map(keywordNumber));
}

/** Words that can only begin or continue a type. */
export const TYPE_WORDS = group(
	"struct",
	"union",
	"enum",
	"const",
	"volatile",
	"unsigned",
	"signed",
	"long",
	"short",
	"int",
	"char",
	"void",
	"float",
	"double",
	"_Bool",
	"typeof",
	"__typeof__",
	"__typeof",
	"typeof_unqual",
	"__auto_type",
	"restrict",
	"__restrict",
	"__restrict__",
	"_Atomic",
	"__signed__",
	"__const",
	"__volatile__",
);

/** Words that say how a type may be used; they are no part of CType.base. */
export const QUALIFIER_WORDS = group(
	"const",
	"volatile",
	"restrict",
	"__restrict",
	"__restrict__",
	"_Atomic",
	"__const",
	"__volatile__",
	"__extension__",
);

export const STORAGE_WORDS = group(
	"static",
	"extern",
	"register",
	"inline",
	"__inline",
	"__inline__",
	"typedef",
	"auto",
);

export const TAG_WORDS = group("struct", "union", "enum");
export const TYPEOF_WORDS = group(
	"typeof",
	"__typeof__",
	"__typeof",
	"typeof_unqual",
);
export const ASM_WORDS = group("asm", "__asm__", "__asm");

/** Words that begin a statement which is no expression and no declaration. */
export const STATEMENT_WORDS = group(
	"if",
	"else",
	"for",
	"while",
	"do",
	"switch",
	"case",
	"default",
	"break",
	"continue",
	"return",
	"goto",
);

/** Statements that have their condition or header in parentheses and a body behind it. */
export const HEADER_WORDS = group("if", "for", "while", "switch");
