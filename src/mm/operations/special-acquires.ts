// Acquires beside get_user_pages(): what each of them checks, takes and counts.

import { given } from "#explore/language/effect.ts";
import { and, eq, ge, gt, not, or } from "#explore/language/expression.ts";
import {
	call,
	choose,
	halt,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import { getPage, type Page } from "../world/page.ts";
import { onHeld, type Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { candidates } from "../world/world.ts";
import { acquireActions, actionSteps, releaseActions } from "./acquire.ts";
import { getUserPages } from "./get-user-pages.ts";

/** get_user_pages_longterm() (v4.15 to v5.1): take references, then look at the VMAs; any fsdax one, and all go back. */
export function getUserPagesLongterm(
	performer: Performer,
	page: Page,
): Statement {
	const { kernel } = performer.world;
	const held = { kind: "get", long: true, write: true } as const;
	const isDax = page.kind === "dax";
	return call("get_user_pages_longterm", [
		getUserPages(performer, page, { ...held, path: "slow" }),
		kernel.step(
			{
				"v5.0": "mm/gup.c get_user_pages_longterm vma_is_fsdax",
				"v5.9": "mm/gup.c check_dax_vmas vma_is_fsdax",
				"v6.1": "mm/gup.c check_vma_flags vma_is_fsdax",
			},
			...(isDax ? [performer.failed.set(1)] : []),
		),
		...(isDax
			? [
					...onHeld(performer, page, (one) =>
						actionSteps(performer, releaseActions(performer, one, held)),
					),
					halt(),
				]
			: []),
	]);
}

/** follow_page(FOLL_GET): the page behind the entry if there is one, no fault. Replaced by folio_walk in v6.12. */
export function followPage(performer: Performer, place: Page): Statement {
	const { kernel } = performer.world;
	const pages = candidates(performer.world, place);
	const where = {
		"v5.0": "mm/gup.c follow_page_mask follow_p4d_mask",
		"v6.12": "mm/gup.c follow_page_mask follow_p4d_mask",
	};
	return call("follow_page", [
		choose(
			...pages.map((page) => [
				kernel.step(
					where,
					when(isPresent(pteOf(performer.process, page))),
					...getPage(page),
					...(pages.length > 1
						? [performer.held(page).set(performer.world.pages.indexOf(page))]
						: []),
				),
			]),
			[
				kernel.step(
					{
						"v5.0": `${where["v5.0"]}: nothing mapped`,
						"v6.12": `${where["v6.12"]}: nothing mapped`,
					},
					when(
						and(
							...pages.map((page) =>
								not(isPresent(pteOf(performer.process, page))),
							),
						),
					),
					performer.failed.set(1),
				),
				halt(),
			],
		),
	]);
}

/**
 * folio_add_pin() (v6.5 and later): one more pin of a page that is pinned already. It does not count in
 * nr_foll_pin_acquired, although its release counts in nr_foll_pin_released (v6.12).
 */
export function folioAddPin(performer: Performer, place: Page): Statement {
	const { world } = performer;
	const bias = world.setting.bias ?? 1024;
	return call(
		"folio_add_pin",
		onHeld(performer, place, (page) => [
			world.kernel.step(
				{
					"v5.0": "proposed mm/gup.c follow_page_pte get_page: one more pin",
					"v5.9":
						"proposed mm/gup.c follow_page_pte try_grab_page: one more pin",
					"v6.12": "mm/gup.c folio_add_pin folio_ref_add",
				},
				...(page.large
					? [page.refcount.add(1), page.pincount.add(1)]
					: [page.refcount.add(bias)]),
				page.pins.add(1),
				// WARN_ON_ONCE: the page was not pinned.
				...world.monitors.report(
					"F16",
					page.large ? eq(page.pincount, 1) : not(ge(page.refcount, 2 * bias)),
				),
			),
		]),
	);
}

/** memfd_pin_folios(): page cache folios of a memfd, without any mapping; MMF_HAS_PINNED is not set. */
export function memfdPinFolios(performer: Performer, page: Page): Statement {
	const { world } = performer;
	if (!world.fileSystem.inMemory)
		return call("memfd_pin_folios", [
			world.kernel.step(
				{
					"v5.0": "proposed mm/gup.c follow_page_pte get_page: no memfd",
					"v5.9": "proposed mm/gup.c follow_page_pte try_grab_page: no memfd",
					"v6.12": "mm/gup.c memfd_pin_folios shmem_file: -EINVAL",
				},
				performer.failed.set(1),
			),
			halt(),
		]);
	const find = {
		"v5.0": "proposed mm/gup.c follow_page_pte get_page: find the folio",
		"v5.9": "proposed mm/gup.c follow_page_pte try_grab_page: find the folio",
		"v6.12": "mm/gup.c memfd_pin_folios filemap_get_folios_contig",
	};
	return call("memfd_pin_folios", [
		choose(
			[
				world.kernel.step(find, when(page.attached), ...getPage(page)),
				...actionSteps(
					performer,
					acquireActions(performer, page, {
						kind: "pin",
						path: "slow",
						long: true,
						write: true,
					}),
					[],
					[page.pins.add(1)],
				),
				world.kernel.step(
					{
						"v5.0":
							"proposed mm/gup.c follow_page_pte get_page: drop the lookup",
						"v5.9":
							"proposed mm/gup.c follow_page_pte try_grab_page: drop the lookup",
						"v6.12": "mm/gup.c memfd_pin_folios folio_batch_release",
					},
					page.refcount.sub(1),
					given(and(eq(page.refcount, 0), not(gt(page.pins, 0))), [
						page.freed.set(1),
					]),
				),
			],
			[
				world.kernel.step(
					{
						"v5.0": `${find["v5.0"]}: gone`,
						"v5.9": `${find["v5.9"]}: gone`,
						"v6.12": `${find["v6.12"]}: gone`,
					},
					when(or(not(page.attached))),
					performer.failed.set(1),
				),
				halt(),
			],
		),
	]);
}
