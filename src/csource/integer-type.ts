// What the name of a type says of an integer: how wide it is, and whether it has a sign.

import type { CType } from "./syntax.ts";

/** On a 64-bit kernel (include/uapi/asm-generic/int-l64.h, v6.12). */
export interface IntegerType {
	readonly bits: 8 | 16 | 32 | 64;
	readonly isSigned: boolean;
}

/** include/linux/types.h and include/uapi/asm-generic/posix_types.h, v6.12; those of fixed width are told by their names. */
const typedefs: Readonly<Record<string, IntegerType>> = {
	size_t: { bits: 64, isSigned: false },
	ssize_t: { bits: 64, isSigned: true },
	ptrdiff_t: { bits: 64, isSigned: true },
	uintptr_t: { bits: 64, isSigned: false },
	intptr_t: { bits: 64, isSigned: true },
	loff_t: { bits: 64, isSigned: true },
	off_t: { bits: 64, isSigned: true },
	pgoff_t: { bits: 64, isSigned: false },
	sector_t: { bits: 64, isSigned: false },
	dma_addr_t: { bits: 64, isSigned: false },
	phys_addr_t: { bits: 64, isSigned: false },
	resource_size_t: { bits: 64, isSigned: false },
	gfp_t: { bits: 32, isSigned: false },
	uint: { bits: 32, isSigned: false },
	u_int: { bits: 32, isSigned: false },
	ulong: { bits: 64, isSigned: false },
	u_long: { bits: 64, isSigned: false },
	ushort: { bits: 16, isSigned: false },
	u_short: { bits: 16, isSigned: false },
	u_char: { bits: 8, isSigned: false },
	uchar: { bits: 8, isSigned: false },
};

/**
 * null: a pointer, an array, no integer, or a type whose definition is not known. A plain char is not known either: it has a
 * sign on some machines, and none since v6.2 (commit 3bc753c06dd0, "kbuild: treat char as always unsigned").
 */
export function integerTypeOf({
	base,
	pointers,
	arrays,
}: CType): IntegerType | null {
	if (pointers + arrays > 0) return null;
	return typedefs[base] ?? ofFixedWidth(base) ?? ofKeywords(base);
}

/** An integer of known type that cannot be negative. */
export function isUnsigned(type: CType): boolean {
	return integerTypeOf(type)?.isSigned === false;
}

/** An integer of known type that can be negative. */
export function isSigned(type: CType): boolean {
	return integerTypeOf(type)?.isSigned === true;
}

/** `u32`, `__s16`, `uint8_t`, `int64_t` */
function ofFixedWidth(base: string): IntegerType | null {
	const found = /^(?:(?:__)?([su])(8|16|32|64)|(u?)int(8|16|32|64)_t)$/.exec(
		base,
	);
	if (found === null) return null;
	const [, sign, short, unsigned, long] = found;
	const bits = Number(short ?? long) as IntegerType["bits"];
	return {
		bits,
		isSigned: sign === undefined ? unsigned === "" : sign === "s",
	};
}

/** `unsigned`, `long int`, `unsigned long long`: the words in any order (C11 6.7.2). */
function ofKeywords(base: string): IntegerType | null {
	const words = base.split(/\s+/);
	if (
		!words.every((word) => /^(un)?signed$|^(char|short|int|long)$/.test(word))
	)
		return null;
	const has = (word: string): boolean => words.includes(word);
	const isSigned = !has("unsigned");
	if (has("char"))
		return has("signed") || has("unsigned") ? { bits: 8, isSigned } : null;
	if (has("short")) return { bits: 16, isSigned };
	return { bits: has("long") ? 64 : 32, isSigned };
}
