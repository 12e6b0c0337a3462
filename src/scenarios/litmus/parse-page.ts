// "A: file dirty buffers mapped(app=writable)", "B: spare of A".

import type { PageKind, PageSpec } from "#mm/world/page.ts";

const kinds: readonly PageKind[] = ["file", "anon", "dax"];

function mappings(text: string): PageSpec["mapped"] {
	const mapped: Record<string, "read-only" | "writable"> = {};
	for (const entry of text.split(",")) {
		const [process = "", word] = entry.split("=").map((part) => part.trim());
		if (word !== "read-only" && word !== "writable")
			throw new Error(
				`mapped(${text}): write PROCESS=read-only or PROCESS=writable`,
			);
		mapped[process] = word;
	}
	return mapped;
}

/** Declarations separated by ";". A spare must come after its page. @throws Error */
export function parsePages(text: string): PageSpec[] {
	const pages: PageSpec[] = [];
	for (const declaration of text.split(";")) {
		if (declaration.trim() === "") continue;
		pages.push(parsePage(declaration.trim(), pages));
	}
	if (pages.length === 0) throw new Error("a scenario needs a page");
	return pages;
}

function parsePage(text: string, before: readonly PageSpec[]): PageSpec {
	const match = /^(\w+):\s*(.*)$/.exec(text);
	if (match === null)
		throw new Error(`"${text}": write NAME: file, anon, dax, or spare of NAME`);
	const [, name = "", rest = ""] = match;
	const spare = /^spare of (\w+)$/.exec(rest);
	if (spare !== null) {
		const of = before.find((page) => page.name === spare[1]);
		if (of === undefined)
			throw new Error(
				`${name} is a spare of "${spare[1]}", which is not declared before it`,
			);
		return { name, kind: of.kind, spareOf: of.name };
	}
	const words = rest.match(/[\w-]+(\([^)]*\))?/g) ?? [];
	const [kindWord, ...properties] = words;
	const kind = kinds.find((one) => one === kindWord);
	if (kind === undefined)
		throw new Error(
			`${name} is "${kindWord ?? ""}": a page is file, anon or dax`,
		);
	return Object.assign({ name, kind }, ...properties.map(propertyOf));
}

function propertyOf(word: string): Partial<PageSpec> {
	const [, name, argument = ""] = /^([\w-]+)(?:\(([^)]*)\))?$/.exec(word) ?? [];
	switch (name) {
		case "dirty":
			return { dirty: true };
		case "buffers":
			return { buffers: true };
		case "large":
			return { large: true };
		case "exclusive":
			return { exclusive: true };
		case "movable":
			return { movable: true };
		case "mapped":
			return { mapped: mappings(argument) ?? {} };
		case "references":
			return { extraReferences: Number(argument) };
		default:
			throw new Error(
				`"${word}": a page can be dirty, buffers, large, exclusive, movable, mapped(PROCESS=writable), references(N)`,
			);
	}
}
