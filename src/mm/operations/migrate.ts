// OP12 and OP13: moving a page, and memory offlining, which tries until everything has moved.

import { given } from "#explore/language/effect.ts";
import {
	and,
	type Expression,
	either,
	eq,
	not,
	or,
	plus,
} from "#explore/language/expression.ts";
import {
	again,
	call,
	choose,
	giveBack,
	leave,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { getPage, type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { candidates, stopDevice } from "../world/world.ts";
import { mapcount } from "./anonymous-fault.ts";

const places = {
	isolate: {
		"v5.0": "mm/memory_hotplug.c do_migrate_range isolate_lru_page",
		"v6.1": "mm/memory_hotplug.c do_migrate_range isolate_lru_page",
		"v6.12": "mm/memory_hotplug.c do_migrate_range isolate_folio_to_list",
	},
	lock: {
		"v5.0": "mm/migrate.c __unmap_and_move trylock_page",
		"v6.1": "mm/migrate.c __migrate_folio_unmap folio_trylock",
		"v6.12": "mm/migrate.c migrate_folio_unmap folio_trylock",
	},
	unmap: {
		"v5.0": "mm/migrate.c __unmap_and_move try_to_unmap",
		"v6.1": "mm/migrate.c __migrate_folio_unmap try_to_migrate",
		"v6.12": "mm/migrate.c migrate_folio_unmap try_to_migrate",
	},
	freeze: {
		"v5.0": "mm/migrate.c migrate_page_move_mapping page_ref_freeze",
		"v6.1": "mm/migrate.c folio_migrate_mapping folio_ref_freeze",
		"v6.12": "mm/migrate.c __folio_migrate_mapping folio_ref_freeze",
	},
	restore: {
		"v5.0": "mm/migrate.c remove_migration_ptes rmap_walk",
	},
	unlock: {
		"v5.0": "mm/migrate.c __unmap_and_move unlock_page",
		"v6.1": "mm/migrate.c __migrate_folio_unmap folio_unlock",
		"v6.12": "mm/migrate.c migrate_folio_undo_src folio_unlock",
	},
	retry: {
		"v5.0": "mm/memory_hotplug.c __offline_pages scan_movable_pages",
		"v5.9": "mm/memory_hotplug.c __offline_pages scan_movable_pages",
		"v6.1": "mm/memory_hotplug.c offline_pages scan_movable_pages",
	},
} satisfies Record<string, References>;

/** One try. Ends with the page moved to its spare, or where it was. */
export function migratePage(performer: Performer, page: Page): Statement {
	const { world } = performer;
	const { kernel } = world;
	const target = candidates(world, page).find((one) => one !== page);
	if (target === undefined)
		throw new Error(`${page.name} has no spare to migrate to`);
	return call("migrate_pages", [
		choose(
			[
				kernel.step(
					places.isolate,
					when(and(page.onLru, not(page.freed))),
					page.onLru.set(0),
					...getPage(page),
				),
			],
			[
				kernel.step(
					{
						"v5.0": `${places.isolate["v5.0"]}: not on a list`,
						"v6.12": `${places.isolate["v6.12"]}: not on a list`,
					},
					when(or(not(page.onLru), page.freed)),
				),
				giveBack(),
			],
		),
		kernel.step(places.lock, when(eq(page.locked, 0)), page.locked.set(1)),
		...unmapForMigration(performer, page),
		kernel.branch(
			places.freeze,
			mayMove(performer, page),
			moveTo(performer, page, target),
			giveUp(performer, page),
		),
	]);
}

/** try_to_migrate(): entries become migration entries; v5.19 and later leave a pinned exclusive page alone. */
function unmapForMigration(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const wasWritable = world.processes.map((process) => {
		const pte = pteOf(process, page);
		const pinned = world.tracking.isPinned(page, "migrate", 1);
		const shareFails =
			world.era.cowReuse === "exclusive" &&
			page.kind === "anon" &&
			pinned !== null
				? and(page.exclusive, pinned)
				: or(false);
		return world.kernel.step(
			places.unmap,
			given(and(pte.state.isAny("read-only", "writable"), not(shareFails)), [
				given(
					pte.state.is("writable"),
					[pte.state.set("migration-writable")],
					[pte.state.set("migration")],
				),
				...stopDevice(world, process, page),
				page.refcount.sub(1),
			]),
		);
	});
	return wasWritable;
}

/** References as expected: page cache or swap cache, buffers, remaining mappings, and the isolation of the migrator. */
function mayMove(performer: Performer, page: Page): Expression {
	const { world } = performer;
	const cache = page.kind === "anon" ? page.swapCache : page.attached;
	return eq(
		page.refcount,
		plus(
			plus(1, either(cache, 1, 0)),
			plus(either(page.buffers, 1, 0), mapcount(world, page)),
		),
	);
}

function moveTo(performer: Performer, page: Page, target: Page): Statement[] {
	const { world } = performer;
	const { kernel } = world;
	const entries = world.processes.flatMap((process) => {
		const from = pteOf(process, page);
		const to = pteOf(process, target);
		return [
			given(from.state.isAny("migration", "migration-writable"), [
				given(
					from.state.is("migration"),
					[to.state.set("read-only")],
					[to.state.set("writable")],
				),
				from.state.set("none"),
				to.dirty.set(from.dirty),
				from.dirty.set(0),
				target.refcount.add(1),
			]),
		];
	});
	return [
		kernel.step(
			{
				"v5.0": "mm/migrate.c migrate_page_states ClearPageSwapCache",
				"v6.1": "mm/migrate.c folio_migrate_flags folio_test_dirty",
			},
			target.freed.set(0),
			target.refcount.set(page.kind === "anon" ? 0 : 1),
			target.memory.set(page.memory),
			target.exclusive.set(page.exclusive),
			target.attached.set(1),
			target.dirty.set(page.dirty),
			target.onLru.set(1),
			page.attached.set(0),
			page.dirty.set(0),
		),
		kernel.step(places.restore, ...entries),
		kernel.step(
			places.unlock,
			page.locked.set(0),
			page.refcount.set(0),
			page.freed.set(1),
		),
	];
}

/** -EAGAIN: entries come back as they were, the page goes back to its list. */
function giveUp(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const entries = world.processes.map((process) => {
		const pte = pteOf(process, page);
		return given(pte.state.isAny("migration", "migration-writable"), [
			given(
				pte.state.is("migration"),
				[pte.state.set("read-only")],
				[pte.state.set("writable")],
			),
			page.refcount.add(1),
		]);
	});
	return [
		world.kernel.step(places.restore, ...entries),
		world.kernel.step(
			places.unlock,
			page.locked.set(0),
			page.onLru.set(1),
			...putPage(page, world.monitors),
		),
	];
}

/** offline_pages(): no bound on the number of tries; only a signal ends it. */
export function offlinePages(performer: Performer, page: Page): Statement {
	const { world } = performer;
	return call("offline_pages", [
		loop(
			choose(
				[
					world.kernel.step(places.retry, when(not(page.freed))),
					migratePage(performer, page),
					again(),
				],
				[
					world.kernel.step(
						{
							"v5.0":
								"mm/memory_hotplug.c __offline_pages offline_isolated_pages",
							"v5.9":
								"mm/memory_hotplug.c __offline_pages offline_isolated_pages_cb",
							"v6.1":
								"mm/memory_hotplug.c offline_pages __offline_isolated_pages",
						},
						when(page.freed),
					),
					leave(),
				],
			),
		),
	]);
}
