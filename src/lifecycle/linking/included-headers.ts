// The headers of the same program that a file includes, and that can matter to its holds.

import type { NamedText } from "#csource/named-text.ts";

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
	const headers = headersOf(around);
	if (headers.byPath.size === 0) return [];
	const seen = new Set([file.path]);
	const found: NamedText[] = [];
	const visit = (from: NamedText): void => {
		for (const name of includesOf(from)) {
			const header = resolve(from.path, name, headers);
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

const includes = new WeakMap<NamedText, readonly string[]>();

/** The names that stand in its #include lines; read once, every unit around asks for them. */
function includesOf(file: NamedText): readonly string[] {
	let names = includes.get(file);
	if (names === undefined) {
		const lines = file.text.matchAll(
			/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm,
		);
		names = [...lines].map(([, name = ""]) => name);
		includes.set(file, names);
	}
	return names;
}

interface Headers {
	readonly byPath: ReadonlyMap<string, NamedText>;
	/** By the last part of the path, in the order of the files. */
	readonly byName: ReadonlyMap<string, readonly NamedText[]>;
}

const known = new WeakMap<readonly NamedText[], Headers>();

/** Made once for a list of files, of which many names are looked for. */
function headersOf(around: readonly NamedText[]): Headers {
	let headers = known.get(around);
	if (headers === undefined) {
		const byPath = new Map<string, NamedText>();
		const byName = new Map<string, NamedText[]>();
		for (const file of around) {
			if (!file.path.endsWith(".h")) continue;
			byPath.set(file.path, file);
			const name = lastPart(file.path);
			const same = byName.get(name);
			if (same === undefined) byName.set(name, [file]);
			else same.push(file);
		}
		headers = { byPath, byName };
		known.set(around, headers);
	}
	return headers;
}

function lastPart(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** What cannot be read has no text: an include does not mean it. */
function resolve(
	from: string,
	name: string,
	{ byPath, byName }: Headers,
): NamedText | null {
	const exact = byPath.get(pathBeside(from, name));
	if (exact !== undefined && exact.text !== "") return exact;
	const inner = name.replace(/^(\.\.?\/)+/, "");
	const same = (byName.get(lastPart(inner)) ?? []).filter(
		({ path, text }) => path.endsWith(`/${inner}`) && text !== "",
	);
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
