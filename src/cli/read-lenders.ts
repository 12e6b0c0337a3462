import type { NamedText } from "#csource/named-text.ts";
import type { FileToRead } from "./messages.ts";
import type { SourceText } from "./read-source.ts";

/** The headers that lend names to a file; what cannot be read lends none. */
export function readLenders(
	{ lenders = [] }: FileToRead,
	read: (path: string) => SourceText,
): readonly NamedText[] {
	return lenders.flatMap((path) => {
		const source = read(path);
		return source.kind === "text" ? [{ path, text: source.text }] : [];
	});
}
