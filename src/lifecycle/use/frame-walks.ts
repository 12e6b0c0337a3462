// Functions that find pages by their frame numbers in the page tables of a mapping of a device (VM_IO, VM_PFNMAP).

import type { FunctionOutline, SourceView } from "#csource/source-file.ts";

/** Gives the frame number behind a user address, and no reference (mm/memory.c:follow_pfn(), v5.0 to v6.12). */
export const frameWalk = "follow_pfn";

const known = new WeakMap<SourceView, ReadonlySet<string>>();

/** Functions that ask whether a page has references, by name. */
export function outlinesAsking(view: SourceView): ReadonlySet<string> {
	let names = known.get(view);
	if (names === undefined) {
		names = new Set(
			view.functions.filter(asksForReferences).map(({ name }) => name),
		);
		known.set(view, names);
	}
	return names;
}

function asksForReferences({ identifiers }: FunctionOutline): boolean {
	return [...identifiers].some((name) =>
		/^(get_page_unless_zero|try_get_page|folio_try_get\w*|try_get_folio|page_count|page_ref_count|folio_ref_count)$/.test(
			name,
		),
	);
}

/** Those that walk, and those that take a reference by a frame number; none where the text does not walk. */
export function frameFunctions(
	functions: readonly FunctionOutline[],
): readonly FunctionOutline[] {
	const walking = functions.filter(({ identifiers }) =>
		identifiers.has(frameWalk),
	);
	if (walking.length === 0) return [];
	const taking = functions.filter(
		({ identifiers }) =>
			(identifiers.has("pfn_to_page") || identifiers.has("pfn_folio")) &&
			(identifiers.has("get_page") || identifiers.has("folio_get")),
	);
	return [...walking, ...taking];
}
