import type { MacroDefinition } from "./source-file.ts";

/** Placeholder of the merge: object-like renames only. */
export function resolveRename(
	macros: readonly MacroDefinition[],
	name: string,
): { readonly name: string } | null {
	let current = name;
	for (let depth = 0; depth < 8; depth++) {
		const macro = macros.find(
			(entry) => entry.name === current && entry.parameters === null,
		);
		if (macro === undefined || !/^\w+$/.test(macro.body.trim())) break;
		current = macro.body.trim();
	}
	return current === name ? null : { name: current };
}
