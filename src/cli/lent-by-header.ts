import { join } from "node:path";
import { isAcquireName } from "#catalog/catalog.ts";
import { lentNames } from "#csource/lent-names.ts";
import { readSource } from "./read-source.ts";

/** Names under which a header gives calls of the catalogue to others. Empty where it cannot be read: that is told where it is judged. */
export function lentByHeader(root: string, path: string): ReadonlySet<string> {
	const source = readSource(join(root, path), path);
	return source.kind === "text"
		? lentNames(source.text, isAcquireName)
		: new Set();
}
