// The functions of a C file, with how often each calls what takes hold of user pages or lets them go.

import {
	acquireNames,
	findEntry,
	helperNames,
	releaseNames,
} from "../../src/catalog/catalog.ts";
import type { KernelVersion } from "../../src/catalog/entry.ts";
import { viewsOf } from "../../src/csource/views.ts";

/** Names of the catalogue and how often they are called. */
export type Calls = ReadonlyMap<string, number>;

const known = new Set([
	...acquireNames(),
	...helperNames(),
	// free_page() and its like are catalogued as wrong: they say nothing of a page that was let go properly.
	...[...releaseNames()].filter((name) => {
		const entry = findEntry(name);
		// Nor does vfree(), which lets go of pages only after vmap(…, VM_MAP_PUT_PAGES).
		return (
			entry?.role === "release" && entry.proper && entry.takes !== "address"
		);
	}),
]);

/** By name, as one configuration of the file has them: that of the kernel, with every other macro defined. */
export function readFunctions(
	path: string,
	text: string,
	kernel: KernelVersion,
): ReadonlyMap<string, Calls> {
	const [view] = viewsOf(path, text, {
		kernel,
		interesting: (name) => known.has(name),
	});
	const functions = new Map<string, Calls>();
	for (const { name, bodyStart, end } of view?.functions ?? [])
		functions.set(name, callsIn(view?.text.slice(bodyStart, end) ?? ""));
	return functions;
}

function callsIn(body: string): Calls {
	const calls = new Map<string, number>();
	const code = body.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
	for (const [, name = ""] of code.matchAll(/\b([A-Za-z_]\w*)\s*\(/g))
		if (known.has(name)) calls.set(name, (calls.get(name) ?? 0) + 1);
	return calls;
}
