// OP7 for anonymous memory: add to swap, unmap, write out, free.

import { given } from "#explore/language/effect.ts";
import { and, eq, gt, not, or } from "#explore/language/expression.ts";
import {
	call,
	choose,
	giveBack,
	jump,
	label,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { getPage, type Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { stopDevice } from "../world/world.ts";
import { pinnedTest } from "./pinned-test.ts";

const shrink = (old: string, recent: string): References => ({
	"v5.0": `mm/vmscan.c shrink_page_list ${old}`,
	"v6.1": `mm/vmscan.c shrink_folio_list ${recent}`,
});

export function shrinkAnonymous(performer: Performer, page: Page): Statement {
	const { world } = performer;
	const { kernel, policy, monitors } = world;
	return call("shrink_page_list", [
		choose(
			[
				kernel.step(
					shrink("trylock_page", "folio_trylock"),
					when(and(page.onLru, eq(page.locked, 0), not(page.freed))),
					page.locked.set(1),
					page.onLru.set(0),
					...getPage(page),
				),
			],
			[
				kernel.step(
					shrink("trylock_page: fails", "folio_trylock: fails"),
					when(or(not(page.onLru), page.locked, page.freed)),
				),
				giveBack(),
			],
		),
		...(policy.swap === "skip"
			? [
					pinnedTest(
						world,
						{
							"v5.0":
								"proposed mm/vmscan.c shrink_page_list add_to_swap: is it pinned",
							"v6.1": "mm/vmscan.c shrink_folio_list folio_maybe_dma_pinned",
						},
						page,
						{ place: "swap", held: 1 },
						[jump("keep")],
					),
				]
			: []),
		kernel.step(
			shrink("add_to_swap", "add_to_swap"),
			page.swapCache.set(1),
			...getPage(page),
		),
		...world.processes.map((process) => {
			const pte = pteOf(process, page);
			const pinned = world.tracking.isPinned(page, "migrate", 1);
			// folio_try_share_anon_rmap_pte() fails for a pinned exclusive page, and the entry comes back.
			const stays =
				world.era.cowReuse === "exclusive" && pinned !== null
					? and(page.exclusive, pinned)
					: or(false);
			return kernel.step(
				{
					"v5.0": "mm/rmap.c try_to_unmap_one set_pte_at",
				},
				...monitors.report(
					"F19",
					and(isPresent(pte), not(stays), gt(page.pins, 0)),
				),
				given(and(isPresent(pte), not(stays)), [
					pte.state.set("swap"),
					pte.dirty.set(0),
					...stopDevice(world, process, page),
					page.refcount.sub(1),
				]),
			);
		}),
		kernel.step(
			{
				"v5.0": "mm/vmscan.c pageout writepage",
			},
			page.disk.set(page.memory),
		),
		// Swap cache and isolation are all the references: the page can go.
		kernel.branch(
			{
				"v5.0": "mm/vmscan.c __remove_mapping page_ref_freeze",
				"v6.1": "mm/vmscan.c __remove_mapping folio_ref_freeze",
			},
			eq(page.refcount, 2),
			[
				kernel.step(
					{
						"v5.0": "mm/vmscan.c __remove_mapping __delete_from_swap_cache",
					},
					page.refcount.set(0),
					page.freed.set(1),
					page.swapCache.set(0),
					page.locked.set(0),
				),
				giveBack(),
			],
		),
		label("keep"),
		kernel.step(
			shrink("unlock_page", "folio_unlock"),
			page.locked.set(0),
			page.onLru.set(1),
			page.refcount.sub(1),
		),
	]);
}
