// OP9: invalidate_inode_pages2() (after an O_DIRECT write to the file), and dropping clean caches.

import { given } from "#explore/language/effect.ts";
import {
	and,
	either,
	eq,
	gt,
	not,
	or,
	plus,
} from "#explore/language/expression.ts";
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
import { getPage, type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { clearPte, detach } from "../world/world.ts";
import { pinnedTest } from "./pinned-test.ts";
import { tryToReleasePage } from "./reclaim.ts";
import { setPageDirty } from "./set-page-dirty.ts";

const range = (old: string, recent: string): References => ({
	"v5.0": `mm/truncate.c invalidate_inode_pages2_range ${old}`,
	"v6.1": `mm/truncate.c invalidate_inode_pages2_range ${recent}`,
});

const places = {
	find: range("pagevec_lookup_entries", "find_get_entries"),
	lock: range("lock_page", "folio_lock"),
	gone: range("mapping", "mapping"),
	wait: range("wait_on_page_writeback", "folio_wait_writeback"),
	unmap: range("unmap_mapping_pages", "unmap_mapping_folio"),
	pinned: {
		"v5.0":
			"proposed mm/truncate.c invalidate_complete_page2 try_to_release_page: is it pinned",
		"v6.1":
			"proposed mm/truncate.c invalidate_complete_folio2 filemap_release_folio: is it pinned",
	},
	dirty: {
		"v5.0": "mm/truncate.c invalidate_complete_page2 PageDirty",
		"v6.1": "mm/truncate.c invalidate_complete_folio2 folio_test_dirty",
	},
	remove: {
		"v5.0": "mm/truncate.c invalidate_complete_page2 __delete_from_page_cache",
		"v6.1": "mm/truncate.c invalidate_complete_folio2 __filemap_remove_folio",
	},
	unlock: range("unlock_page", "folio_unlock"),
	put: range("pagevec_release", "folio_batch_release"),
} satisfies Record<string, References>;

/** Removes the page although it is referenced and pinned; only a dirty page is kept (-EBUSY). */
export function invalidateInodePages2(
	performer: Performer,
	page: Page,
): Statement {
	const { world } = performer;
	const { kernel, monitors, policy } = world;
	return call("invalidate_inode_pages2", [
		kernel.branch(
			places.find,
			page.attached,
			[],
			[giveBack()],
			given(page.attached, getPage(page)),
		),
		kernel.step(places.lock, when(eq(page.locked, 0)), page.locked.set(1)),
		kernel.branch(places.gone, not(page.attached), [jump("unlock")]),
		kernel.step(places.wait, when(not(page.writeback))),
		kernel.step(
			places.unmap,
			...world.processes.flatMap((process) => {
				const pte = pteOf(process, page);
				return [
					given(isPresent(pte), [
						given(pte.dirty, setPageDirty(world, page)),
						...clearPte(world, process, page),
						page.refcount.sub(1),
					]),
				];
			}),
		),
		...(policy.invalidate === "refuse"
			? [
					pinnedTest(
						world,
						places.pinned,
						page,
						{ place: "invalidate", held: 1 },
						[jump("unlock")],
					),
				]
			: []),
		tryToReleasePage(performer, page, [jump("unlock")]),
		choose(
			[kernel.step(places.dirty, when(page.dirty))],
			[
				kernel.step(
					places.remove,
					when(not(page.dirty)),
					...detach(world, page),
					...putPage(page, monitors),
				),
			],
		),
		label("unlock"),
		kernel.step(places.unlock, page.locked.set(0)),
		kernel.step(places.put, ...putPage(page, monitors)),
	]);
}

/**
 * drop_caches, fadvise: gives up clean, unmapped pages. v5.0 strips the buffers before it looks at the reference count,
 * later kernels look first.
 */
export function dropCaches(performer: Performer, page: Page): Statement {
	const { world } = performer;
	const { kernel, monitors, era, fileSystem } = world;
	const expected = plus(2, either(page.buffers, 1, 0));
	const evict = (text: string): References => ({
		"v5.0": "mm/truncate.c invalidate_inode_page PageDirty",
		"v6.1": `mm/truncate.c mapping_evict_folio ${text}`,
	});
	const remove = {
		"v5.0": "mm/truncate.c invalidate_complete_page remove_mapping",
		"v6.1": "mm/truncate.c mapping_evict_folio remove_mapping",
	};
	return call("invalidate_mapping_pages", [
		choose(
			[
				kernel.step(
					{
						"v5.0": "mm/truncate.c invalidate_mapping_pages trylock_page",
						"v5.9": "mm/truncate.c invalidate_mapping_pages trylock_page",
						"v6.1":
							"mm/truncate.c invalidate_mapping_pagevec folio_unlock: locked",
						"v6.12": "mm/truncate.c mapping_try_invalidate find_lock_entries",
					},
					when(and(page.attached, eq(page.locked, 0))),
					page.locked.set(1),
					...getPage(page),
				),
			],
			[
				kernel.step(
					{
						"v5.0": "mm/truncate.c invalidate_mapping_pages trylock_page: skip",
						"v5.9": "mm/truncate.c invalidate_mapping_pages trylock_page: skip",
						"v6.1":
							"mm/truncate.c invalidate_mapping_pagevec folio_unlock: skip",
						"v6.12":
							"mm/truncate.c mapping_try_invalidate find_lock_entries: skip",
					},
					when(or(not(page.attached), page.locked)),
				),
				giveBack(),
			],
		),
		kernel.branch(
			evict("folio_test_dirty"),
			or(
				page.dirty,
				page.writeback,
				...world.processes.map((process) => isPresent(pteOf(process, page))),
			),
			[jump("unlock")],
		),
		...(era.evictStripsFirst
			? []
			: [
					kernel.branch(evict("folio_ref_count"), gt(page.refcount, expected), [
						jump("unlock"),
					]),
				]),
		...(fileSystem.usesBuffers
			? [tryToReleasePage(performer, page, [jump("unlock")])]
			: []),
		kernel.branch(
			remove,
			and(eq(page.refcount, 2), not(page.dirty)),
			[jump("unlock")],
			[],
			given(and(eq(page.refcount, 2), not(page.dirty)), [
				...detach(world, page),
				page.refcount.sub(1),
			]),
		),
		label("unlock"),
		kernel.step(
			{
				"v5.0": "mm/truncate.c invalidate_mapping_pages unlock_page",
				"v5.9": "mm/truncate.c invalidate_mapping_pages unlock_page",
				"v6.1": "mm/truncate.c invalidate_mapping_pagevec folio_unlock",
				"v6.12": "mm/truncate.c mapping_try_invalidate folio_unlock",
			},
			page.locked.set(0),
		),
		kernel.step(
			{
				"v5.0": "mm/truncate.c invalidate_mapping_pages pagevec_release",
				"v5.9": "mm/truncate.c invalidate_mapping_pages pagevec_release",
				"v6.1": "mm/truncate.c invalidate_mapping_pagevec folio_batch_release",
				"v6.12": "mm/truncate.c mapping_try_invalidate folio_batch_release",
			},
			...putPage(page, monitors),
		),
	]);
}
