// Taking and dropping one plain reference, as FOLL_GET does; most schemes do this and something besides.

import type { References } from "../kernel/reference.ts";
import { getPage, type Page, putPage } from "../world/page.ts";
import type { Action, SchemeSetting, Tracking } from "./scheme.ts";

export const grabSlow: References = {
	"v5.0": "mm/gup.c follow_page_pte get_page",
	"v5.9": "mm/gup.c try_grab_page page_ref_add",
	"v6.1": "mm/gup.c try_grab_page folio_ref_inc",
	"v6.12": "mm/gup.c try_grab_folio folio_ref_add",
};

export const grabFast: References = {
	"v5.0": "mm/gup.c gup_pte_range page_cache_get_speculative",
	"v5.9": "mm/gup.c try_grab_compound_head try_get_compound_head",
	"v6.1": "mm/gup.c try_grab_folio try_get_folio",
	"v6.12": "mm/gup.c try_grab_folio_fast try_get_folio",
};

export const dropReference: References = {
	"v5.0": "include/linux/mm.h put_page put_page_testzero",
	"v5.9": "include/linux/mm.h put_page put_page_testzero",
	"v6.1": "mm/gup.c gup_put_folio folio_put_refs",
	"v6.12": "mm/gup.c gup_put_folio folio_put_refs",
};

export function getSlow(page: Page): Action {
	return { references: grabSlow, effects: getPage(page), atomics: 1 };
}

export function getFast(page: Page): Action {
	return {
		references: grabFast,
		effects: getPage(page),
		atomics: 1,
	};
}

export function put(page: Page, setting: SchemeSetting): Action {
	return {
		references: dropReference,
		effects: putPage(page, setting.monitors),
		atomics: 1,
	};
}

/** One plain reference per pin, and nobody can tell it from any other. */
export function untracked(setting: SchemeSetting): Tracking {
	return {
		pinSlow: (page) => [getSlow(page)],
		pinFast: (page) => [getFast(page)],
		unpin: (page) => [put(page, setting)],
		isPinned: () => null,
	};
}

/** Where a proposed scheme would do its part of pinning: right after the reference is taken. */
export const markSlow: References = {
	"v5.0": "proposed mm/gup.c follow_page_pte get_page: mark pinned",
	"v5.9": "proposed mm/gup.c try_grab_page page_ref_add: mark pinned",
	"v6.1": "proposed mm/gup.c try_grab_page folio_ref_inc: mark pinned",
	"v6.12": "proposed mm/gup.c try_grab_folio folio_ref_add: mark pinned",
};
export const markFast: References = {
	"v5.0":
		"proposed mm/gup.c gup_pte_range page_cache_get_speculative: mark pinned",
	"v5.9":
		"proposed mm/gup.c try_grab_compound_head try_get_compound_head: mark pinned",
	"v6.1": "proposed mm/gup.c try_grab_folio try_get_folio: mark pinned",
	"v6.12": "proposed mm/gup.c try_grab_folio_fast try_get_folio: mark pinned",
};
export const unmark: References = {
	"v5.0": "proposed include/linux/mm.h put_page put_page_testzero: unmark",
	"v5.9": "proposed mm/gup.c unpin_user_page page_ref_sub_and_test: unmark",
	"v6.1": "proposed mm/gup.c gup_put_folio folio_put_refs: unmark",
	"v6.12": "proposed mm/gup.c gup_put_folio folio_put_refs: unmark",
};
