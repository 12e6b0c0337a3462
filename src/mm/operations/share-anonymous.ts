// folio_try_share_anon_rmap_pte(): give up PageAnonExclusive unless the page is pinned (KSM, migration, swap-out).
//
// The pattern is store buffering: here {clear the entry; barrier; test the pin}, in GUP-fast {pin; barrier; read the
// entry again}. A missing barrier is modelled by what it allows: the second access of that side comes first.

import {
	call,
	giveBack,
	jump,
	label,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { pinnedTest } from "./pinned-test.ts";

const clear: References = {
	"v5.0": "mm/rmap.c try_to_unmap_one ptep_clear_flush",
	"v6.1": "mm/rmap.c try_to_migrate_one ptep_clear_flush",
};
const test: References = {
	"v5.0": "proposed mm/rmap.c try_to_unmap_one ptep_clear_flush: is it pinned",
	"v6.1": "include/linux/rmap.h page_try_share_anon_rmap page_maybe_dma_pinned",
	"v6.12":
		"include/linux/rmap.h __folio_try_share_anon_rmap folio_maybe_dma_pinned",
};
const give: References = {
	"v5.0": "mm/rmap.c try_to_unmap_one ptep_clear_flush: share",
	"v6.1":
		"include/linux/rmap.h page_try_share_anon_rmap ClearPageAnonExclusive",
	"v6.12":
		"include/linux/rmap.h __folio_try_share_anon_rmap ClearPageAnonExclusive",
};
const restore: References = {
	"v5.0": "mm/rmap.c try_to_unmap_one set_pte_at",
	"v6.1": "mm/rmap.c try_to_migrate_one set_pte_at",
};

/** Only a writable, exclusive page is tried; it ends read-only and shared, or as it was. */
export function shareAnonymous(performer: Performer, page: Page): Statement {
	const { world, process } = performer;
	const { kernel } = world;
	const pte = pteOf(process, page);
	const question = { place: "migrate" as const, held: 0 };
	const clearEntry = kernel.step(
		clear,
		when(pte.state.is("writable")),
		pte.state.set("migration"),
	);
	if (world.setting.missingBarrier === "unmapper")
		return call("folio_try_share_anon_rmap", [
			pinnedTest(world, test, page, question, [giveBack()]),
			clearEntry,
			kernel.step(give, page.exclusive.set(0), pte.state.set("read-only")),
		]);
	return call("folio_try_share_anon_rmap", [
		clearEntry,
		pinnedTest(world, test, page, question, [jump("pinned")]),
		kernel.step(give, page.exclusive.set(0), pte.state.set("read-only")),
		giveBack(),
		label("pinned"),
		kernel.step(restore, pte.state.set("writable")),
	]);
}
