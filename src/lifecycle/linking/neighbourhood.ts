// The files around a file: those of the same driver, as far as they can be told.

import type { NamedText } from "#csource/named-text.ts";

export interface Neighbourhood {
	/** C files and headers near this one, itself left out, sorted by path. */
	around(path: string): readonly NamedText[];
}

/** A file on its own. */
export const alone: Neighbourhood = { around: () => [] };
