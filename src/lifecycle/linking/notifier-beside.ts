// Whether another file of the folder registers a notifier of the page tables: a driver that has one tears the mappings of
// its pages down when the tables change (drivers/gpu/drm/radeon/radeon_mn.c for radeon_ttm.c, v6.12).

import { registeringNames } from "#catalog/catalog.ts";
import { mentions } from "#csource/mentions.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { BesideNotifier } from "../function-model.ts";

/** Errs: takes a notifier of the folder for one of these pages. */
export function notifierBeside(
	path: string,
	around: readonly NamedText[],
): BesideNotifier | null {
	const folder = folderOf(path);
	for (const file of around) {
		if (!file.path.endsWith(".c") || folderOf(file.path) !== folder) continue;
		const name = registeringNames.find((one) => mentions(file, one));
		if (name !== undefined) return { path: file.path, name };
	}
	return null;
}

function folderOf(path: string): string {
	return path.slice(0, path.lastIndexOf("/") + 1);
}
