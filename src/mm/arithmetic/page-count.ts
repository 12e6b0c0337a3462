// What acquiring and releasing do to the counters of one folio: the numbers alone, without other actors.
//
// Source   mm/gup.c:try_grab_page(), try_grab_compound_head(), put_compound_head() (v5.9);
//          mm/gup.c:try_grab_folio(), try_grab_folio_fast(), try_get_folio(), gup_put_folio() (v6.12)
// Left out the long-term and peer-to-peer refusals, which do not look at the counters

import type { Era } from "../layout/era.ts";
import { add32, asUnsigned32 } from "./int32.ts";

/** GUP_PIN_COUNTING_BIAS of include/linux/mm.h, since commit 3faa52c03f44 (v5.7). */
export const pinCountingBias = 1 << 10;

export interface PageCount {
	/** folio->_refcount, as a signed 32-bit number. */
	readonly refcount: number;
	/** folio->_pincount; null where there is none, so that pins are counted in the refcount. */
	readonly pincount: number | null;
	readonly isZeroPage: boolean;
}

/** What a caller sees, and whether the kernel warned (WARN_ON_ONCE). */
export type Acquired =
	| { readonly kind: "acquired"; readonly page: PageCount }
	/** The slow path returns -ENOMEM; the fast path gives up and lets the slow path try. */
	| {
			readonly kind: "refused";
			readonly outcome: "-ENOMEM" | "falls back to the slow path";
			readonly warns: boolean;
	  };

export type Path = "slow" | "fast";

export function orderZeroPage(refcount: number): PageCount {
	return { refcount, pincount: null, isZeroPage: false };
}

/**
 * Since v6.5, commit c8070b787519 ("mm: Don't pin ZERO_PAGE in pin_user_pages()"), and since 6.1.130; Debian's 6.1
 * has it.
 */
function pinsZeroPage(era: Era): boolean {
	return era === "v5.0" || era === "v5.9";
}

/** FOLL_PIN of `refs` pages of one folio. v5.0 has no pins: it is asked as if the scheme were there as in v5.9. */
export function pin(page: PageCount, era: Era, path: Path, refs = 1): Acquired {
	// The fast path leaves the zero page alone before it looks at its count, the slow path after.
	if (page.isZeroPage && !pinsZeroPage(era) && path === "fast")
		return { kind: "acquired", page };
	const refusal = refuse(page.refcount, path);
	if (refusal !== null) return refusal;
	if (page.isZeroPage && !pinsZeroPage(era)) return { kind: "acquired", page };
	return { kind: "acquired", page: addPins(page, refs) };
}

function addPins(
	{ refcount, pincount, isZeroPage }: PageCount,
	refs: number,
): PageCount {
	return pincount === null
		? {
				refcount: add32(refcount, refs * pinCountingBias),
				pincount,
				isZeroPage,
			}
		: {
				refcount: add32(refcount, refs),
				pincount: add32(pincount, refs),
				isZeroPage,
			};
}

/** FOLL_GET: the zero page is counted like any other, in every era. */
export function get(page: PageCount, path: Path, refs = 1): Acquired {
	return (
		refuse(page.refcount, path) ?? {
			kind: "acquired",
			page: { ...page, refcount: add32(page.refcount, refs) },
		}
	);
}

/**
 * The slow path warns at 0 and below; the fast path warns below 0, and at 0 fails in silence, since
 * folio_ref_try_add() takes no reference on a free folio.
 */
function refuse(refcount: number, path: Path): Acquired | null {
	if (refcount > 0) return null;
	return path === "slow"
		? { kind: "refused", outcome: "-ENOMEM", warns: true }
		: {
				kind: "refused",
				outcome: "falls back to the slow path",
				warns: refcount < 0,
			};
}

export interface Released {
	readonly page: PageCount;
	/** The count reached exactly 0: the folio goes to the allocator, whoever else still uses it. */
	readonly freed: boolean;
}

/** put_page() and folio_put_refs(): frees at 0 only, not below. */
export function put(page: PageCount, refs = 1): Released {
	const refcount = add32(page.refcount, -refs);
	return { page: { ...page, refcount }, freed: refcount === 0 };
}

/** unpin_user_page(). */
export function unpin(page: PageCount, era: Era, refs = 1): Released {
	if (page.isZeroPage && !pinsZeroPage(era)) return { page, freed: false };
	return page.pincount === null
		? put(page, refs * pinCountingBias)
		: put({ ...page, pincount: add32(page.pincount, -refs) }, refs);
}

/** page_maybe_dma_pinned(): the count is compared as unsigned, so a negative one still reads as pinned. */
export function maybeDmaPinned({ refcount, pincount }: PageCount): boolean {
	return pincount === null
		? asUnsigned32(refcount) >= pinCountingBias
		: pincount > 0;
}
