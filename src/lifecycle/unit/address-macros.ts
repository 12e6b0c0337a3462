// Macros of a file that make an address of a page as devices use it: `#define BUS_ADDR(p) (page_to_pfn(p) << PAGE_SHIFT)`.

import { isBusAddress } from "#catalog/catalog.ts";
import type { MacroDefinition } from "#csource/source-file.ts";

const known = new WeakMap<readonly MacroDefinition[], ReadonlySet<string>>();

/** By name. They are calls of their own: not seen through. */
export function addressMacrosOf(
	macros: readonly MacroDefinition[],
): ReadonlySet<string> {
	let found = known.get(macros);
	if (found === undefined) {
		found = new Set(
			macros.flatMap(({ name, parameters, body }) =>
				parameters?.length === 1 && makesAddress(body) ? [name] : [],
			),
		);
		known.set(macros, found);
	}
	return found;
}

function makesAddress(body: string): boolean {
	if (/\b(page_to_pfn|folio_pfn)\s*\([^()]*\)\s*<<\s*PAGE_SHIFT/.test(body))
		return true;
	// A macro that only forwards is seen through.
	const called = [...body.matchAll(/\b(\w+)\s*\(/g)].map(([, name]) => name);
	return called.length > 1 && called.some((name) => isBusAddress(name ?? ""));
}
