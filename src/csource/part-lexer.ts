// Reads the tokens of a text that is joined from several, again and again while it grows: what a part was read as stays.

import type { JoinedText, TextPart } from "./joined-text.ts";
import { lex } from "./lexer.ts";
import { createSymbolTable } from "./symbol-table.ts";
import type { Directive, LexedText } from "./tokens.ts";

interface LexedPart {
	/** Of the part, as it stands in the joined text. */
	readonly text: string;
	/** Where the part stood. */
	readonly start: number;
	readonly lexed: LexedText;
}

export class PartLexer {
	/** Names have the same number in every part. */
	private readonly table = createSymbolTable();
	private readonly known = new Map<string, LexedPart>();

	lex({ text, parts }: JoinedText): LexedText {
		// A comment or a line that a part leaves open goes on in the next one.
		if (!parts.every((part) => isClosed(text, part)))
			return lex(text, 0, text.length, this.table);
		return concatenate(
			parts.map((part) => this.lexPart(text, part)),
			parts,
			this.table.names,
		);
	}

	private lexPart(whole: string, { path, start, end }: TextPart): LexedPart {
		const text = whole.slice(start, end);
		const before = this.known.get(path);
		if (before?.text === text) return before;
		const lexed = lex(whole, start, end, this.table);
		const part = { text, start, lexed };
		this.known.set(path, part);
		return part;
	}
}

/** Errs: false for some texts that leave nothing open. */
function isClosed(text: string, { start, end }: TextPart): boolean {
	if (end === start) return true;
	if (text.charCodeAt(end - 1) !== 10) return false;
	const last = text.charCodeAt(end - 2) === 13 ? end - 3 : end - 2;
	if (text.charCodeAt(last) === 92) return false;
	const opened = text.lastIndexOf("/*", end);
	return opened < start || text.indexOf("*/", opened + 2) + 2 <= end;
}

function concatenate(
	lexedParts: readonly LexedPart[],
	parts: readonly TextPart[],
	names: readonly string[],
): LexedText {
	const count = lexedParts.reduce((sum, { lexed }) => sum + lexed.count, 0);
	const joined = {
		count,
		kinds: new Uint8Array(count),
		starts: new Int32Array(count),
		ends: new Int32Array(count),
		symbols: new Int32Array(count),
		names,
	};
	const directives: Directive[] = [];
	const comments: number[] = [];
	let at = 0;
	lexedParts.forEach(({ lexed, start }, index) => {
		const shift = (parts[index]?.start ?? 0) - start;
		joined.kinds.set(lexed.kinds, at);
		joined.symbols.set(lexed.symbols, at);
		joined.starts.set(lexed.starts, at);
		joined.ends.set(lexed.ends, at);
		if (shift !== 0)
			for (let token = at; token < at + lexed.count; token++) {
				joined.starts[token] = (joined.starts[token] as number) + shift;
				joined.ends[token] = (joined.ends[token] as number) + shift;
			}
		for (const { start, end, tokenIndex } of lexed.directives)
			directives.push({
				start: start + shift,
				end: end + shift,
				tokenIndex: tokenIndex + at,
			});
		for (const offset of lexed.comments) comments.push(offset + shift);
		at += lexed.count;
	});
	return { ...joined, directives, comments };
}
