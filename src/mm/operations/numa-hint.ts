import { call, type Statement } from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";

/** A NUMA hinting fault exchanges page->_last_cpupid as a whole. */
export function numaHint(performer: Performer, page: Page): Statement {
	const { world } = performer;
	return call("do_numa_page", [
		world.kernel.step(
			{
				"v5.0": "mm/memory.c wp_page_reuse page_cpupid_xchg_last",
				"v6.12": "mm/memory.c wp_page_reuse folio_xchg_last_cpupid",
			},
			...(world.tracking.onNumaHint?.(page) ?? []),
		),
	]);
}
