// clear_page_dirty_for_io(): write-protect all entries, move their dirty bits to the page, then clear the page's.

import { type Effect, given } from "#explore/language/effect.ts";
import { or } from "#explore/language/expression.ts";
import type { Statement } from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { clearDirty, type Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { stopDevice } from "../world/world.ts";
import { setPageDirty } from "./set-page-dirty.ts";

const protect: References = {
	"v5.0": "mm/rmap.c page_mkclean_one pte_wrprotect",
	"v6.1": "mm/rmap.c page_vma_mkclean_one pte_wrprotect",
};
const redirty: References = {
	"v5.0": "mm/page-writeback.c clear_page_dirty_for_io set_page_dirty",
	"v6.1": "mm/page-writeback.c folio_clear_dirty_for_io folio_mark_dirty",
};
const testClear: References = {
	"v5.0": "mm/page-writeback.c clear_page_dirty_for_io TestClearPageDirty",
	"v6.1": "mm/page-writeback.c folio_clear_dirty_for_io folio_test_clear_dirty",
};

/** page_mkclean(), and set_page_dirty() if it cleaned an entry. One step per process: each takes its page table lock. */
export function pageMkclean(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const cleaned = performer.flag(`page_mkclean cleaned ${page.name}`);
	return [
		...world.processes.map((process) => {
			const pte = pteOf(process, page);
			const downgrade: Effect[] = [
				cleaned.set(1),
				given(pte.state.is("writable"), [pte.state.set("read-only")]),
				pte.dirty.set(0),
				...stopDevice(world, process, page),
			];
			return world.kernel.step(
				world.processes.length === 1
					? protect
					: noted(protect, `entry of ${process.name}`),
				given(or(pte.state.is("writable"), pte.dirty), downgrade),
			);
		}),
		world.kernel.step(
			redirty,
			given(cleaned, [...setPageDirty(world, page), cleaned.set(0)]),
		),
	];
}

/** TestClearPageDirty. */
export function testClearDirty(performer: Performer, page: Page): Statement {
	return performer.world.kernel.step(testClear, ...clearDirty(page));
}

function noted(references: References, note: string): References {
	if (typeof references === "string") return `${references}: ${note}`;
	return Object.fromEntries(
		Object.entries(references).map(([era, text]) => [era, `${text}: ${note}`]),
	);
}
