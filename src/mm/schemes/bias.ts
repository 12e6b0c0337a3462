// The bias: an order-0 page that is pinned has at least 1024 references.

import type { Effect } from "#explore/language/effect.ts";
import {
	type Expression,
	ge,
	gt,
	lt,
	or,
} from "#explore/language/expression.ts";
import type { References } from "../kernel/reference.ts";
import { type Page, putPage } from "../world/page.ts";
import type { Action, SchemeSetting, Tracking } from "./scheme.ts";

const slow: References = {
	"v5.0": "proposed mm/gup.c follow_page_pte get_page: add 1024",
	"v5.9": "mm/gup.c try_grab_page page_ref_add",
	"v6.1": "mm/gup.c try_grab_page folio_ref_add",
	"v6.12": "mm/gup.c try_grab_folio folio_ref_add",
};
const slowPincount: References = {
	"v5.0": "proposed mm/gup.c follow_page_pte get_page: pincount",
	"v5.9": "mm/gup.c try_grab_page hpage_pincount_add",
	"v6.1": "mm/gup.c try_grab_page atomic_add",
	"v6.12": "mm/gup.c try_grab_folio atomic_add",
};
const fastFirst: References = {
	"v5.0":
		"proposed mm/gup.c gup_pte_range page_cache_get_speculative: add 1024",
	"v5.9": "mm/gup.c try_grab_compound_head try_get_compound_head",
	"v6.1": "mm/gup.c try_grab_folio try_get_folio",
	"v6.12": "mm/gup.c try_grab_folio_fast try_get_folio",
};
const fastSecond: References = {
	"v5.0":
		"proposed mm/gup.c gup_pte_range page_cache_get_speculative: add 1023",
	"v6.1": "mm/gup.c try_grab_folio folio_ref_add",
	"v6.12": "mm/gup.c try_grab_folio_fast folio_ref_add",
};
const fastPincount: References = {
	"v5.0":
		"proposed mm/gup.c gup_pte_range page_cache_get_speculative: pincount",
	"v5.9": "mm/gup.c try_grab_compound_head hpage_pincount_add",
	"v6.1": "mm/gup.c try_grab_folio atomic_add",
	"v6.12": "mm/gup.c try_grab_folio_fast atomic_add",
};
const drop: References = {
	"v5.0":
		"proposed include/linux/mm.h put_page put_page_testzero: subtract 1024",
	"v5.9": "mm/gup.c unpin_user_page page_ref_sub_and_test",
	"v6.1": "mm/gup.c gup_put_folio folio_put_refs",
	"v6.12": "mm/gup.c gup_put_folio folio_put_refs",
};
const dropPincount: References = {
	"v5.0": "proposed include/linux/mm.h put_page put_page_testzero: pincount",
	"v5.9": "mm/gup.c unpin_user_page hpage_pincount_sub",
	"v6.1": "mm/gup.c gup_put_folio atomic_sub",
	"v6.12": "mm/gup.c gup_put_folio atomic_sub",
};

/** folio_maybe_dma_pinned(), include/linux/mm.h: exact for large folios, by the bias for others. */
export function maybeDmaPinned(
	page: Page,
	exactForLarge: boolean,
	bias: number,
): Expression {
	return page.large && exactForLarge
		? gt(page.pincount, 0)
		: or(ge(page.refcount, bias), lt(page.refcount, 0));
}

/** FOLL_PIN as merged in v5.7; `exactForLarge` adds the exact count of large folios. */
export function biased(
	setting: SchemeSetting,
	exactForLarge: boolean,
): Tracking {
	const { bias } = setting;
	const exact = (page: Page) => page.large && exactForLarge;
	const one = (references: References, effects: readonly Effect[]): Action => ({
		references,
		effects,
		atomics: 1,
	});
	return {
		pinSlow: (page) =>
			exact(page)
				? [
						one(slow, [page.refcount.add(1)]),
						one(slowPincount, [page.pincount.add(1), ...setting.acquired(1)]),
					]
				: [one(slow, [page.refcount.add(bias), ...setting.acquired(1)])],
		pinFast(page) {
			if (exact(page))
				return [
					one(fastFirst, [page.refcount.add(1)]),
					one(fastPincount, [page.pincount.add(1), ...setting.acquired(1)]),
				];
			if (!setting.era.fastPinTwoAdds)
				return [
					one(fastFirst, [page.refcount.add(bias), ...setting.acquired(1)]),
				];
			return [
				one(fastFirst, [page.refcount.add(1)]),
				one(fastSecond, [page.refcount.add(bias - 1), ...setting.acquired(1)]),
			];
		},
		unpin: (page) =>
			exact(page)
				? [
						one(dropPincount, [page.pincount.sub(1), ...setting.released(1)]),
						one(drop, putPage(page, setting.monitors)),
					]
				: [
						one(drop, [
							...setting.released(1),
							...putPage(page, setting.monitors, bias),
						]),
					],
		isPinned: (page) => maybeDmaPinned(page, exactForLarge, bias),
	};
}
