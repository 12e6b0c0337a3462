// Whether a variable is wide enough for a number of pages.

import { integerTypeOf } from "#csource/integer-type.ts";
import type { CType } from "#csource/syntax.ts";

/** A number of 32 bits or fewer that is signed, or of 16. */
export function isNarrow(type: CType): boolean {
	const integer = integerTypeOf(type);
	return integer !== null && integer.bits <= (integer.isSigned ? 32 : 16);
}

/** A length of 64 bits, without a sign. */
export function isWide(type: CType): boolean {
	const integer = integerTypeOf(type);
	return integer !== null && integer.bits === 64 && !integer.isSigned;
}
