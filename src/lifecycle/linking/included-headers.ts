// The headers of the same program that a file includes, and that can matter to its holds.

import type { NamedText } from "#csource/joined-text.ts";

/** More headers than this are not looked into. */
const headerLimit = 60;

/**
 * Headers around the file that it includes, directly or through others, in the order in which their text comes. `wanted`
 * says which are kept; what an unwanted one includes is looked at all the same. Macros in the name of an include are not
 * seen through.
 */
export function includedHeaders(
	file: NamedText,
	around: readonly NamedText[],
	wanted: (header: NamedText) => boolean,
): readonly NamedText[] {
	const headers = around.filter(({ path }) => path.endsWith(".h"));
	if (headers.length === 0) return [];
	const seen = new Set([file.path]);
	const found: NamedText[] = [];
	const visit = (from: NamedText): void => {
		for (const [, name] of from.text.matchAll(
			/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm,
		)) {
			const header =
				name === undefined ? null : resolve(from.path, name, headers);
			if (header === null || seen.has(header.path)) continue;
			if (seen.size > headerLimit) return;
			seen.add(header.path);
			visit(header);
			if (wanted(header)) found.push(header);
		}
	};
	visit(file);
	return found;
}

function resolve(
	from: string,
	name: string,
	headers: readonly NamedText[],
): NamedText | null {
	const beside = pathBeside(from, name);
	const exact = headers.find(({ path }) => path === beside);
	if (exact !== undefined) return exact;
	const inner = name.replace(/^(\.\.?\/)+/, "");
	const same = headers.filter(({ path }) => path.endsWith(`/${inner}`));
	// Several of that name: which one an include path means is not known.
	return same.length === 1 ? (same[0] ?? null) : null;
}

/** What `#include "name"` in a file means first: the file of that name beside it. */
function pathBeside(from: string, name: string): string {
	const parts = from.split("/").slice(0, -1);
	for (const part of name.split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "." && part !== "") parts.push(part);
	}
	return parts.join("/");
}
