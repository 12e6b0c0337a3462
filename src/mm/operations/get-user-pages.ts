// get_user_pages() in all its forms, for whatever kind of hold the scheme takes.

import { call, type Statement } from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import type { Acquire } from "./acquire.ts";
import { gupFast } from "./gup-fast.ts";
import { gupSlow } from "./gup-slow.ts";

const setHasPinned: References = {
	"v5.0":
		"proposed mm/gup.c get_user_pages_fast local_irq_disable: this mm has pinned pages",
	"v5.9": "mm/gup.c internal_get_user_pages_fast atomic_set",
	"v6.1": "mm/gup.c internal_get_user_pages_fast mm_set_has_pinned_flag",
	"v6.12": "mm/gup.c gup_fast_fallback mm_set_has_pinned_flag",
};

/** get_user_pages() in one of its forms. MMF_HAS_PINNED is set before anything is pinned. */
export function getUserPages(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Statement {
	const { scheme, kernel } = performer.world;
	const slowOnly = scheme.holdsLease ?? false;
	const walk =
		acquire.path === "fast" && !slowOnly
			? gupFast(performer, page, acquire)
			: gupSlow(performer, page, acquire);
	if (!scheme.gatedByMm || acquire.kind === "get") return walk;
	return call("pin_user_pages", [
		kernel.step(setHasPinned, performer.process.hasPinned.set(1)),
		walk,
	]);
}
