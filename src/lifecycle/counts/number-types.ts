// Values that tell nothing about where a page is: too narrow for an address or a frame number, or of another kind.

import type { CType } from "#csource/syntax.ts";

/**
 * Counts, lengths, offsets, flags and states. `unsigned long`, `u64`, `u32` and the address types are not among them:
 * addresses, frame numbers and halves of bus addresses are kept in those.
 */
const numbers =
	/^(?:(?:(?:un)?signed )?(?:char|short|int|short int)|unsigned|signed|_?[Bb]ool|(?:__)?[us](?:8|16)|u?int(?:8|16)_t|s?size_t|loff_t|off_t|sector_t|atomic(?:64)?_t|refcount_t|gfp_t|fmode_t|umode_t|pid_t|vm_fault_t|irqreturn_t|enum \w+)$/;

/** Whether pages can be found by values of this type. null: a type that is not known. */
export function canTellPages(type: CType | null): boolean {
	return (
		type === null || type.pointers + type.arrays > 0 || !numbers.test(type.base)
	);
}
