// C24 to C28 and C58: what the bias of 1024 does to a 32-bit reference count. Every number comes from repeating the
// kernel's own additions, pin by pin.

import type { Era } from "../layout/era.ts";
import { pinUntilRefused } from "./count-pins.ts";
import { type DecidedClaim, decide, part } from "./decided-claim.ts";
import {
	get,
	maybeDmaPinned,
	orderZeroPage,
	type PageCount,
	pin,
	pinCountingBias,
	put,
	unpin,
} from "./page-count.ts";

/** The era whose code is run where the claim names none. */
const era: Era = "v6.12";

const isPinned = {
	file: "include/linux/mm.h",
	symbol: "folio_maybe_dma_pinned",
	era,
};
const grab = { file: "mm/gup.c", symbol: "try_grab_folio", era };
const grabFast = { file: "mm/gup.c", symbol: "try_grab_folio_fast", era };
const release = { file: "mm/gup.c", symbol: "gup_put_folio", era };

/** More pins than any order-0 page can take. */
const manyPins = 2 ** 22;

/** C24: the fewest PTEs from which a page that nobody pinned reads as pinned. */
export function decideC24(): DecidedClaim {
	const fewest = (otherRefs: number): number => {
		for (let ptes = 0; ; ptes++)
			if (maybeDmaPinned(orderZeroPage(ptes + otherRefs))) return ptes;
	};
	const pageCache = 1;
	const buffers = 1;
	return decide(
		"C24",
		[
			part("PTEs, page cache and buffers", 1022, fewest(pageCache + buffers)),
			part("PTEs and page cache alone", 1023, fewest(pageCache)),
		],
		"A false positive needs no pin: each PTE, the page cache and the buffers hold one reference each.",
		[isPinned],
	);
}

/** C25: how many pins an order-0 page takes. Fewer base references are no worse, so the two ends decide. */
export function decideC25(): DecidedClaim {
	const run = (refcount: number) =>
		pinUntilRefused(orderZeroPage(refcount), era, "slow", manyPins);
	const [least, most, over] = [
		run(1),
		run(pinCountingBias - 1),
		run(pinCountingBias),
	];
	const fast = pin(least.page, era, "fast");
	return decide(
		"C25",
		[
			part("pins with 1 base reference", 2 ** 21, least.succeeded),
			part("pins with 1023 base references", 2 ** 21, most.succeeded),
			part("pins with 1024 base references", 2 ** 21 - 1, over.succeeded),
			part("next slow pin", "-ENOMEM", least.refusal?.outcome ?? "succeeds"),
			part("count is negative", true, least.page.refcount < 0),
			part("fast path warns", true, fast.kind === "refused" && fast.warns),
			part(
				"fast path falls back",
				true,
				fast.kind === "refused" &&
					fast.outcome === "falls back to the slow path",
			),
			part("still reads as pinned", true, maybeDmaPinned(least.page)),
		],
		"v5.9, v6.1 and v6.12 test the count before they add to it, so the pin that makes it negative still succeeds.",
		[grab, grabFast, isPinned],
	);
}

/** C26: full passes over a large page whose pins all land in the one count of its head, without S15. */
export function decideC26(): DecidedClaim {
	const base = 4096;
	const passes = (bytes: number): number =>
		pinUntilRefused(orderZeroPage(1), era, "slow", manyPins).succeeded /
		(bytes / base);
	return decide(
		"C26",
		[
			part("passes over 2 MB", 4096, passes(2 ** 21)),
			part("passes over 1 GB", 8, passes(2 ** 30)),
		],
		"Every base page pins the head once, so the passes are the pins of C25 shared out over the base pages.",
		[{ file: "mm/gup.c", symbol: "hpage_pincount_add", era: "v5.9" }],
	);
}

/** C27: pin_user_pages() answered by put_page(). */
export function decideC27(): DecidedClaim {
	const mistaken = (base: number): PageCount =>
		put(pinned(orderZeroPage(base))).page;
	const left = mistaken(1).refcount - 1;
	const bases = Array.from({ length: pinCountingBias }, (_, n) => n + 1);
	return decide(
		"C27",
		[
			part("references left over", pinCountingBias - 1, left),
			part(
				"reads as pinned with 1 base reference and more",
				true,
				bases.every((base) => maybeDmaPinned(mistaken(base))),
			),
			part(
				"reads as pinned once the base references are gone",
				false,
				maybeDmaPinned(put(mistaken(1)).page),
			),
			part("freed then", false, put(mistaken(1)).freed),
		],
		"The page is never freed: 1023 references have no owner.",
		[grab, release, isPinned],
	);
}

/** C28: get_user_pages() answered by unpin_user_page(). */
export function decideC28(): DecidedClaim {
	const mistaken = (base: number) => {
		const taken = get(orderZeroPage(base), "slow");
		return unpin(taken.kind === "acquired" ? taken.page : never(), era);
	};
	const { page } = mistaken(1);
	const next = pin(page, era, "slow");
	const freedBases = Array.from(
		{ length: 2 * pinCountingBias },
		(_, n) => n + 1,
	).filter((base) => mistaken(base).freed);
	return decide(
		"C28",
		[
			part("references lost", pinCountingBias - 1, 1 - page.refcount),
			part(
				"next slow pin",
				"-ENOMEM",
				next.kind === "refused" ? next.outcome : "succeeds",
			),
			part("it warns", true, next.kind === "refused" && next.warns),
			part(
				"base references with which it frees at once",
				pinCountingBias - 1,
				freedBases.length === 1 ? (freedBases[0] ?? 0) : freedBases.length,
			),
		],
		"Below 1023 base references the count turns negative and the next acquire warns; at 1023 the page is freed " +
			"under its other owners; above, nothing is seen until they put theirs.",
		[grab, release],
	);
}

/** C58: pinning the zero page 2^22 times. */
export function decideC58(): DecidedClaim {
	const zero: PageCount = { refcount: 1, pincount: null, isZeroPage: true };
	const before = pinUntilRefused(zero, "v5.9", "slow", manyPins);
	const after = pinUntilRefused(zero, "v6.12", "slow", manyPins);
	const afterFast = pinUntilRefused(zero, "v6.12", "fast", manyPins);
	return decide(
		"C58",
		[
			part("v5.9 refuses one of them", true, before.refusal !== null),
			part("v6.12 refuses one of them", false, after.refusal !== null),
			part("v6.12 changes the count", false, after.page.refcount !== 1),
			part(
				"v6.12, fast path, changes the count",
				false,
				afterFast.page.refcount !== 1,
			),
		],
		`v5.9 takes ${before.succeeded} pins, then ${before.refusal?.outcome}; v6.12 returns the zero page uncounted.`,
		[grab, { file: "mm/gup.c", symbol: "try_grab_page", era: "v5.9" }],
	);
}

function pinned(page: PageCount): PageCount {
	const answer = pin(page, era, "slow");
	return answer.kind === "acquired" ? answer.page : never();
}

function never(): never {
	throw new Error("a page with references can be acquired");
}
