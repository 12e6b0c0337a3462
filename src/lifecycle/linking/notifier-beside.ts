// Whether another file of the folder registers a notifier of the page tables: a driver that has one tears the mappings of
// its pages down when the tables change (drivers/gpu/drm/radeon/radeon_mn.c for radeon_ttm.c, v6.12).

import { registeringNames } from "#catalog/catalog.ts";
import { mentions } from "#csource/mentions.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { BesideNotifier } from "../unit/function-model.ts";

/**
 * A folder may have several drivers in it (drivers/xen): the other file has to include a header that this one includes.
 * Errs: takes a notifier of the driver for one of these pages.
 */
export function notifierBeside(
	{ path, text }: NamedText,
	around: readonly NamedText[],
): BesideNotifier | null {
	const folder = folderOf(path);
	const own = new Set(headersOf(text));
	if (own.size === 0) return null;
	for (const file of around) {
		if (!file.path.endsWith(".c") || folderOf(file.path) !== folder) continue;
		const name = registeringNames.find((one) => mentions(file, one));
		if (name === undefined) continue;
		if (headersOf(file.text).some((header) => own.has(header)))
			return { path: file.path, name };
	}
	return null;
}

/** Names in `#include "…"`. */
function headersOf(text: string): readonly string[] {
	return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)].map(
		([, name = ""]) => name,
	);
}

function folderOf(path: string): string {
	return path.slice(0, path.lastIndexOf("/") + 1);
}
