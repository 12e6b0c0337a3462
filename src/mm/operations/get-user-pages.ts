// OP2 and OP3: get_user_pages() and get_user_pages_fast(), for whatever kind of hold the scheme takes.

import type { Effect } from "#explore/language/effect.ts";
import {
	and,
	type Expression,
	eq,
	gt,
	le,
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
	type Part,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import { pinCountingBias } from "../arithmetic/page-count.ts";
import type { References } from "../kernel/reference.ts";
import { getFast, getSlow, put } from "../schemes/plain-reference.ts";
import type { Action, PinRequest } from "../schemes/scheme.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { candidates } from "../world/world.ts";
import { anonymousFault } from "./anonymous-fault.ts";
import { migratePage } from "./migrate.ts";
import { readPage } from "./read-page.ts";
import { sharedWriteFault } from "./shared-write-fault.ts";

/** get: FOLL_GET, a plain reference in every scheme. pin: whatever the scheme does. */
export interface Acquire extends PinRequest {
	kind: "get" | "pin";
	path: "slow" | "fast";
}

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
const readPte: References = {
	"v5.0": "mm/gup.c gup_pte_range gup_get_pte",
	"v6.1": "mm/gup.c gup_pte_range ptep_get_lockless",
	"v6.12": "mm/gup.c gup_fast_pte_range ptep_get_lockless",
};
const fallBack: References = {
	"v5.0": "mm/gup.c gup_pte_range pte_access_permitted: slow path",
	"v6.12": "mm/gup.c gup_fast_pte_range pte_access_permitted: slow path",
};
const recheck: References = {
	"v5.0": "mm/gup.c gup_pte_range pte_val",
	"v6.12": "mm/gup.c gup_fast_pte_range pte_val",
};
const readSeq: References = {
	"v6.1": "mm/gup.c lockless_pages_from_mm raw_read_seqcount",
	"v6.12": "mm/gup.c gup_fast raw_read_seqcount",
};
const retrySeq: References = {
	"v6.1": "mm/gup.c lockless_pages_from_mm read_seqcount_retry",
	"v6.12": "mm/gup.c gup_fast read_seqcount_retry",
};
const folioAllowed: References = {
	"v6.12": "mm/gup.c gup_fast_pte_range gup_fast_folio_allowed",
	"v5.0":
		"proposed mm/gup.c gup_pte_range pte_access_permitted: refuse long-term file writes",
	"v6.1":
		"proposed mm/gup.c gup_pte_range pte_access_permitted: refuse long-term file writes",
};
const checkVma: References = {
	"v5.0":
		"proposed mm/gup.c check_vma_flags vm_flags: refuse long-term file writes",
	"v6.12": "mm/gup.c check_vma_flags writable_file_mapping_allowed",
};
const mustUnshare: References = {
	"v6.1": "mm/gup.c gup_pte_range gup_must_unshare",
	"v6.12": "mm/gup.c gup_fast_pte_range gup_must_unshare",
};

/** The steps of an acquire: what the scheme does for a pin, one reference for a get. */
export function acquireActions(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): Action[] {
	const { tracking } = performer.world;
	const { kind, path } = acquire;
	if (kind === "get") return [path === "fast" ? getFast(page) : getSlow(page)];
	return path === "fast"
		? tracking.pinFast(page, acquire, performer.process)
		: inOneSection(tracking.pinSlow(page, acquire, performer.process));
}

/** The steps that give an acquire back. */
export function releaseActions(
	performer: Performer,
	page: Page,
	release: PinRequest & { kind: "get" | "pin" },
): Action[] {
	const { world, process } = performer;
	if (release.kind === "pin")
		return world.tracking.unpin(page, release, process);
	return [
		put(page, {
			era: world.era,
			pages: world.pages,
			processes: world.processes,
			monitors: world.monitors,
			bias: pinCountingBias,
			acquired: () => [],
			released: () => [],
		}),
	];
}

/**
 * The slow path: all of it happens in one page table lock section, which nobody sees the middle of who looks under that
 * lock. Readers that do not (of a pincount beside the reference count) might; this model does not show them.
 */
function inOneSection(actions: readonly Action[]): Action[] {
	const [first] = actions;
	return first === undefined
		? []
		: [{ ...first, effects: actions.flatMap((action) => action.effects) }];
}

/** Scheme actions as steps; `first` and `last` are added to the first and last of them. */
export function actionSteps(
	performer: Performer,
	actions: readonly Action[],
	first: readonly Part[] = [],
	last: readonly Effect[] = [],
): Statement[] {
	return actions.map((action, index) =>
		performer.world.kernel.step(
			action.references,
			...(index === 0 ? first : []),
			...action.effects,
			...(index === actions.length - 1 ? last : []),
		),
	);
}

/** Whether the entry lets the caller through: writable for a write, present for a read. */
function allows(performer: Performer, page: Page, acquire: Acquire) {
	const pte = pteOf(performer.process, page);
	return acquire.write ? pte.state.is("writable") : isPresent(pte);
}

/** A read-only entry of a page that is not exclusive must be unshared before it is pinned (v5.19 and later). */
function unshareNeeded(performer: Performer, page: Page, acquire: Acquire) {
	const { era } = performer.world;
	if (era.cowReuse !== "exclusive" || page.kind !== "anon") return null;
	if (acquire.kind !== "pin" || acquire.write) return null;
	const pte = pteOf(performer.process, page);
	return and(pte.state.is("read-only"), not(page.exclusive));
}

function fault(performer: Performer, page: Page, acquire: Acquire) {
	return page.kind === "anon"
		? anonymousFault(performer, page, acquire.write ? "write" : "read")
		: sharedWriteFault(performer, page);
}

function isRefused(
	performer: Performer,
	page: Page,
	acquire: Acquire,
): boolean {
	const { scheme, fileSystem, era } = performer.world;
	const refuses =
		(scheme.refusesLongtermFileWrites ?? false) ||
		(era.refusesLongtermFileWrites && scheme.id === era.scheme);
	return (
		refuses &&
		acquire.kind === "pin" &&
		acquire.long &&
		acquire.write &&
		page.kind === "file" &&
		fileSystem.tracksDirty &&
		!fileSystem.inMemory
	);
}

function held(performer: Performer, page: Page, acquire: Acquire): Effect[] {
	const { world } = performer;
	const several = candidates(world, page).length > 1;
	const remember = several
		? [performer.held(page).set(world.pages.indexOf(page))]
		: [];
	if (acquire.kind === "get") return remember;
	return [...remember, page.pins.add(1)];
}

/** Ghost: a pin has begun. */
function begun(performer: Performer, page: Page, acquire: Acquire): Effect[] {
	return acquire.kind === "pin" && performer.world.monitors.watched.has("F14")
		? [page.pinning.add(1)]
		: [];
}

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
function mustMigrate(performer: Performer, page: Page, acquire: Acquire) {
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

/** OP3: no locks. Take the page, then look at the entry again; anything unexpected falls back to the slow path. */
export function gupFast(
	performer: Performer,
	place: Page,
	acquire: Acquire,
): Statement {
	const { kernel, era, setting } = performer.world;
	const { process } = performer;
	const pages = candidates(performer.world, place);
	const sequenced = era.writeProtectSeq && acquire.kind === "pin";
	const seq = sequenced ? performer.number("write_protect_seq", 3) : null;
	const slow = (): Statement[] => [
		gupSlow(performer, place, acquire),
		giveBack(),
	];
	const undo = (page: Page): Statement[] =>
		actionSteps(
			performer,
			releaseActions(performer, page, acquire),
			[],
			performer.world.monitors.watched.has("F14") && acquire.kind === "pin"
				? [page.pinning.sub(1)]
				: [],
		);
	const refused = isRefused(performer, place, acquire);
	const ways: Statement[][] = pages.map((page) => {
		const ready = allows(performer, page, acquire);
		const unshare = unshareNeeded(performer, page, acquire);
		const actions = acquireActions(performer, page, acquire);
		const finish = held(performer, page, acquire);
		const check =
			// Without the barrier the second read may be done before the pin is seen by others: no second read at all.
			setting.missingBarrier === "gup"
				? []
				: [kernel.branch(recheck, not(ready), [...undo(page), ...slow()])];
		return [
			kernel.step(readPte, when(ready)),
			choose(
				actionSteps(performer, actions, [
					when(gt(page.refcount, 0)),
					...begun(performer, page, acquire),
				]),
				[kernel.step(freedMeanwhile, when(le(page.refcount, 0))), ...slow()],
			),
			...check,
			...(refused ? [kernel.step(folioAllowed), ...undo(page), ...slow()] : []),
			...(unshare === null
				? []
				: [kernel.branch(mustUnshare, unshare, [...undo(page), ...slow()])]),
			...(seq === null
				? [kernel.step(done, ...finish)]
				: [
						kernel.branch(retrySeq, not(eq(process.writeProtectSeq, seq)), [
							...undo(page),
							...slow(),
						]),
						kernel.step(done, ...finish),
					]),
			giveBack(),
		];
	});
	const neither = and(
		...pages.map((page) => not(allows(performer, page, acquire))),
	);
	const walk = choose(...ways, [
		kernel.step(fallBack, when(neither)),
		...slow(),
	]);
	if (seq === null) return call("get_user_pages_fast", [walk]);
	const { writeProtectSeq } = process;
	const odd = or(eq(writeProtectSeq, 1), eq(writeProtectSeq, 3));
	return call("get_user_pages_fast", [
		kernel.branch(readSeq, odd, slow(), [], seq.set(writeProtectSeq)),
		walk,
	]);
}

const freedMeanwhile: References = {
	"v5.0": "mm/gup.c gup_pte_range page_cache_get_speculative: fails",
	"v5.9": "mm/gup.c gup_pte_range try_grab_compound_head: fails",
	"v6.1": "mm/gup.c gup_pte_range try_grab_folio: fails",
	"v6.12": "mm/gup.c gup_fast_pte_range try_grab_folio_fast: fails",
};
const done: References = {
	"v5.0": "mm/gup.c gup_pte_range SetPageReferenced",
	"v6.1": "mm/gup.c gup_pte_range folio_set_referenced",
	"v6.12": "mm/gup.c gup_fast_pte_range folio_set_referenced",
};

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
