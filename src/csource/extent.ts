// Where parts of a text lie to each other, by their offsets.

import type { Extent } from "./syntax.ts";

export function isWithin(part: Extent, whole: Extent): boolean {
	return whole.start <= part.start && part.end <= whole.end;
}

/** Whether the character at the offset is part of it. */
export function includesOffset(
	{ start, end }: Extent,
	offset: number,
): boolean {
	return start <= offset && offset < end;
}
