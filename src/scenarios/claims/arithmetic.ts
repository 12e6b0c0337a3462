// Claims about counts alone: int32 arithmetic of the kernel's own tests, done step by step.

import type { EraName } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import { gupPinCountingBias } from "#mm/schemes/bias.ts";

/** Slow-path pins (mm/gup.c try_grab_folio, v6.12) of an order-0 page until one is refused because refcount <= 0. */
export function pinsUntilRefused(references: number, most = 2 ** 23): number {
	let count = references | 0;
	let pins = 0;
	while (count > 0 && pins < most) {
		count = (count + gupPinCountingBias) | 0;
		pins++;
	}
	return pins;
}

/** folio_maybe_dma_pinned() (include/linux/mm.h): the comparison is unsigned. */
export function readsAsPinned(references: number): boolean {
	return references >>> 0 >= gupPinCountingBias;
}

/** How often a compound page of that many base pages can be pinned as a whole until its count is negative. */
export function fullPasses(basePages: number): number {
	let count = 0;
	let passes = 0;
	while (count >= 0) {
		count = (count + basePages * gupPinCountingBias) | 0;
		passes++;
	}
	return passes;
}

/** Of 2^22 pins of the zero page, how many succeed. */
export function zeroPagePins(era: EraName): number {
	const tries = 2 ** 22;
	return eras[era].zeroPageUncounted ? tries : pinsUntilRefused(1, tries);
}
