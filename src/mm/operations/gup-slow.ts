// OP2: get_user_pages() under mmap_lock, with faults, and the migration before a long-term pin.

import {
	and,
	type Expression,
	eq,
	not,
	or,
} from "#explore/language/expression.ts";
import {
	again,
	call,
	choose,
	giveBack,
	halt,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { candidates } from "../world/world.ts";
import {
	type Acquire,
	acquireActions,
	actionSteps,
	allows,
	begun,
	fault,
	held,
	isRefused,
	releaseActions,
	unshareNeeded,
} from "./acquire.ts";
import { migratePage } from "./migrate.ts";
import { readPage } from "./read-page.ts";

const takeMmapLock: References = {
	"v5.0": "mm/gup.c get_user_pages_unlocked down_read",
	"v5.9": "mm/gup.c get_user_pages_unlocked mmap_read_lock",
	"v6.12": "mm/gup.c __get_user_pages_locked mmap_read_lock_killable",
};

const dropMmapLock: References = {
	"v5.0": "mm/gup.c get_user_pages_unlocked up_read",
	"v5.9": "mm/gup.c get_user_pages_unlocked mmap_read_unlock",
	"v6.12": "mm/gup.c __get_user_pages_locked mmap_read_unlock",
};

const checkVma: References = {
	"v5.0":
		"proposed mm/gup.c check_vma_flags vm_flags: refuse long-term file writes",
	"v6.12": "mm/gup.c check_vma_flags writable_file_mapping_allowed",
};

/** OP2: under mmap_lock; look at the entry and take the page in one page table lock section, or fault and look again. */
export function gupSlow(
	performer: Performer,
	place: Page,
	acquire: Acquire,
): Statement {
	const { kernel } = performer.world;
	const { process } = performer;
	const unlock = () => kernel.step(dropMmapLock, process.mmapReaders.sub(1));
	const lock = kernel.step(
		takeMmapLock,
		when(eq(process.mmapWriter, 0)),
		process.mmapReaders.add(1),
	);
	if (isRefused(performer, place, acquire))
		return call("get_user_pages", [
			lock,
			kernel.step(checkVma, performer.failed.set(1)),
			unlock(),
			halt(),
		]);
	const pages = candidates(performer.world, place);
	const ways = pages.flatMap((page) => [
		[
			...actionSteps(
				performer,
				acquireActions(performer, page, { ...acquire, path: "slow" }),
				[
					when(isReady(performer, page, acquire)),
					...begun(performer, page, acquire),
				],
				held(performer, page, acquire),
			),
			...(mustMigrate(performer, page, acquire)
				? migrateFirst(performer, page, acquire, unlock)
				: []),
			unlock(),
			giveBack(),
		],
		[
			kernel.step(
				"mm/gup.c faultin_page handle_mm_fault",
				when(needsFault(performer, page, acquire)),
			),
			fault(performer, page, acquire),
			again(),
		],
	]);
	const fails = [
		kernel.step(
			"mm/gup.c faultin_page VM_FAULT_ERROR: -EFAULT",
			when(isHopeless(performer, pages)),
			performer.failed.set(1),
		),
		unlock(),
		halt(),
	];
	const reads =
		place.kind === "file" ? [[readPage(performer, place), again()]] : [];
	return call("get_user_pages", [lock, loop(choose(...ways, ...reads, fails))]);
}

/** A long-term pin of a page in CMA or ZONE_MOVABLE. */
export function mustMigrate(
	performer: Performer,
	page: Page,
	acquire: Acquire,
) {
	return (
		acquire.long &&
		acquire.kind === "pin" &&
		(page.spec.movable ?? false) &&
		performer.world.era.longtermMigration !== "none"
	);
}

const collect: References = {
	"v5.0": "proposed mm/gup.c get_user_pages_longterm put_page: migrate first",
	"v5.9": "mm/gup.c check_and_migrate_cma_pages is_migrate_cma_page",
	"v6.1":
		"mm/gup.c collect_longterm_unpinnable_pages folio_is_longterm_pinnable",
	"v6.12":
		"mm/gup.c collect_longterm_unpinnable_folios folio_is_longterm_pinnable",
};

const migrated: References = {
	"v5.0": "proposed mm/gup.c get_user_pages_longterm put_page: moved",
	"v5.9": "mm/gup.c check_and_migrate_cma_pages migrate_pages",
	"v6.1": "mm/gup.c migrate_longterm_unpinnable_pages migrate_pages",
	"v6.12": "mm/gup.c migrate_longterm_unpinnable_folios migrate_pages",
};

/**
 * OP2 step 4: give the pin back, migrate, pin again. If the page cannot move, v5.3 to v5.9 pin it where it is, later
 * kernels fail. (v5.9.1 gives the pin back with put_page(), which leaks 1023 references; here it is unpinned.)
 */
function migrateFirst(
	performer: Performer,
	page: Page,
	acquire: Acquire,
	unlock: () => Statement,
): Statement[] {
	const { kernel, era } = performer.world;
	const tried = performer.flag("migration has failed");
	return [
		kernel.branch(
			collect,
			tried,
			[unlock(), giveBack()],
			actionSteps(performer, releaseActions(performer, page, acquire), [
				page.pins.sub(1),
			]),
		),
		migratePage(performer, page),
		kernel.branch(
			migrated,
			page.freed,
			[],
			era.longtermMigration === "in-place"
				? []
				: [
						kernel.step(
							"mm/gup.c __gup_longterm_locked check_and_migrate_movable_pages: -ENOMEM",
							performer.failed.set(1),
						),
						unlock(),
						halt(),
					],
			tried.set(not(page.freed)),
		),
		again(),
	];
}

function isReady(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Expression {
	const unshare = unshareNeeded(performer, page, acquire);
	const allowed = allows(performer, page, acquire);
	return unshare === null ? allowed : and(allowed, not(unshare));
}

function needsFault(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Expression {
	const pte = pteOf(performer.process, page);
	if (page.kind !== "anon")
		return and(
			not(allows(performer, page, acquire)),
			page.attached,
			not(performer.world.inode.truncated),
		);
	const unshare = unshareNeeded(performer, page, acquire);
	return or(
		and(pte.state.is("read-only"), acquire.write || (unshare ?? false)),
		pte.state.is("swap"),
	);
}

/** No entry, and no page that a fault could map. */
function isHopeless(performer: Performer, pages: readonly Page[]): Expression {
	const { inode } = performer.world;
	const unmapped = pages.map((page) =>
		pteOf(performer.process, page).state.is("none"),
	);
	const [first] = pages;
	if (first?.kind === "anon") return and(...unmapped);
	const gone = pages.map((page) => not(page.attached));
	const noneFree = pages.map((page) => not(page.freed));
	return and(...unmapped, or(inode.truncated, and(...gone, ...noneFree)));
}
