// What may stand in a column of a litmus test: names of kernel calls and of things devices do.

import { eq, not } from "#explore/language/expression.ts";
import {
	again,
	call,
	choose,
	leave,
	loop,
	type Statement,
	step,
	when,
} from "#explore/language/statement.ts";
import {
	completeDirectRead,
	dirtyWorker,
	waitForRead,
} from "#mm/operations/bio-dirty.ts";
import { cpuStore, writeProtectEntry } from "#mm/operations/cpu-store.ts";
import { daxTruncate } from "#mm/operations/dax-truncate.ts";
import { deviceWrite, deviceWriteTail } from "#mm/operations/device.ts";
import { fork } from "#mm/operations/fork.ts";
import { fsync } from "#mm/operations/fsync.ts";
import {
	type Acquire,
	actionSteps,
	getUserPages,
	releaseActions,
} from "#mm/operations/get-user-pages.ts";
import {
	dropCaches,
	invalidateInodePages2,
} from "#mm/operations/invalidate.ts";
import { migratePage, offlinePages } from "#mm/operations/migrate.ts";
import { munmap } from "#mm/operations/munmap.ts";
import { numaHint } from "#mm/operations/numa-hint.ts";
import { partialTruncate } from "#mm/operations/partial-truncate.ts";
import { shrinkPageList } from "#mm/operations/reclaim.ts";
import {
	type Dirtying,
	dirtySteps,
	release,
	usualDirtying,
} from "#mm/operations/release.ts";
import { shareAnonymous } from "#mm/operations/share-anonymous.ts";
import {
	folioAddPin,
	followPage,
	getUserPagesLongterm,
	memfdPinFolios,
} from "#mm/operations/special-acquires.ts";
import { shrinkAnonymous } from "#mm/operations/swap-out.ts";
import { truncate } from "#mm/operations/truncate.ts";
import { backgroundWriteback } from "#mm/operations/writepages.ts";
import { type Page, putPage } from "#mm/world/page.ts";
import { onHeld, type Performer } from "#mm/world/performer.ts";
import { isPresent, pteOf } from "#mm/world/process.ts";
import { pageNamed } from "#mm/world/world.ts";

/** Options in the parentheses of an operation: a page name and flags. */
interface Arguments {
	page: Page;
	flags: ReadonlySet<string>;
}

interface Entry {
	/** Flags it understands. */
	flags: readonly string[];
	about: string;
	program(performer: Performer, given: Arguments): readonly Statement[];
}

function acquire(
	given: Arguments,
	kind: "get" | "pin",
	path: "slow" | "fast",
): Acquire {
	return {
		kind,
		path,
		long: given.flags.has("long"),
		write: !given.flags.has("read"),
	};
}

/** S19 takes the page lock after the reference and looks again whether the page is still mapped as it was. */
function pin(
	performer: Performer,
	given: Arguments,
	path: "slow" | "fast",
): Statement[] {
	const { world } = performer;
	const how = acquire(given, "pin", path);
	if (world.scheme.manner === "notifier") return [];
	if (world.scheme.manner !== "page-lock")
		return [getUserPages(performer, given.page, how)];
	const { page } = given;
	const pte = pteOf(performer.process, page);
	const still = how.write ? pte.state.is("writable") : isPresent(pte);
	return [
		call("dio_get_page", [
			loop(
				getUserPages(performer, page, how),
				world.kernel.step(
					{
						"v5.0":
							"proposed fs/direct-io.c dio_get_page dio_refill_pages: lock_page",
					},
					when(eq(page.locked, 0)),
					page.locked.set(1),
				),
				choose(
					[
						world.kernel.step(
							{
								"v5.0":
									"proposed fs/direct-io.c dio_get_page dio_refill_pages: still mapped",
							},
							when(still),
						),
						leave(),
					],
					[
						world.kernel.step(
							{
								"v5.0":
									"proposed fs/direct-io.c dio_get_page dio_refill_pages: unlock_page, try again",
							},
							when(not(still)),
							page.locked.set(0),
						),
						...actionSteps(performer, releaseActions(performer, page, how), [
							page.pins.sub(1),
						]),
						again(),
					],
				),
			),
		]),
	];
}

function drop(kind: "get" | "pin", dirty: Dirtying | "usual") {
	return (performer: Performer, given: Arguments): readonly Statement[] => [
		release(performer, given.page, {
			kind,
			dirty: dirty === "usual" ? usualDirtying(performer, kind) : dirty,
			long: given.flags.has("long"),
			write: true,
		}),
	];
}

/** put_page() on a page that was pinned: one plain reference goes, the pin's count stays. */
function putPinned(
	performer: Performer,
	given: Arguments,
): readonly Statement[] {
	const { world } = performer;
	return onHeld(performer, given.page, (page) => [
		...(given.flags.has("dirty") ? dirtySteps(performer, page, "lock") : []),
		...(world.tracking.putPage === undefined
			? [
					step(
						"put_page on a pinned page",
						page.pins.sub(1),
						...putPage(page, world.monitors),
					),
				]
			: actionSteps(performer, world.tracking.putPage(page), [
					page.pins.sub(1),
				])),
	]);
}

/** unpin_user_page() on a page that was taken with FOLL_GET. */
function unpinGotten(
	performer: Performer,
	given: Arguments,
): readonly Statement[] {
	return onHeld(performer, given.page, (page) =>
		actionSteps(
			performer,
			performer.world.tracking.unpin(
				page,
				{ long: false, write: true },
				performer.process,
			),
		),
	);
}

const pinFlags = ["long", "read"];

export const vocabulary: Readonly<Record<string, Entry>> = {
	pin: {
		flags: pinFlags,
		about: "pin the page the way the scheme does, slow path",
		program: (performer, given) => pin(performer, given, "slow"),
	},
	pin_fast: {
		flags: pinFlags,
		about: "pin the page the way the scheme does, GUP-fast",
		program: (performer, given) => pin(performer, given, "fast"),
	},
	get_user_pages: {
		flags: pinFlags,
		about: "FOLL_GET: a plain reference, in every scheme",
		program: (performer, given) => [
			getUserPages(performer, given.page, acquire(given, "get", "slow")),
		],
	},
	get_user_pages_fast: {
		flags: pinFlags,
		about: "FOLL_GET by GUP-fast",
		program: (performer, given) => [
			getUserPages(performer, given.page, acquire(given, "get", "fast")),
		],
	},
	pin_user_pages: {
		flags: pinFlags,
		about: "as pin",
		program: (performer, given) => pin(performer, given, "slow"),
	},
	pin_user_pages_fast: {
		flags: pinFlags,
		about: "as pin_fast",
		program: (performer, given) => pin(performer, given, "fast"),
	},
	iov_iter_extract_pages: {
		flags: ["read"],
		about: "user memory of an iterator: pin_user_pages_fast(), never long-term",
		program: (performer, given) => pin(performer, given, "fast"),
	},
	get_user_pages_longterm: {
		flags: [],
		about: "v4.15 to v5.1: references, given back if the mapping is fsdax",
		program: (performer, given) => [
			getUserPagesLongterm(performer, given.page),
		],
	},
	vaddr_pin_pages: {
		flags: [],
		about: "RFC of 2019-08: a long-term pin that hangs on a file with a lease",
		program: (performer, given) =>
			pin(performer, { ...given, flags: new Set(["long"]) }, "slow"),
	},
	vaddr_unpin_pages: {
		flags: [],
		about: "gives back what vaddr_pin_pages took",
		program: (performer, given) =>
			drop("pin", "usual")(performer, { ...given, flags: new Set(["long"]) }),
	},
	follow_page: {
		flags: [],
		about: "the page behind an entry, if there is one, with a reference",
		program: (performer, given) => [followPage(performer, given.page)],
	},
	folio_add_pin: {
		flags: [],
		about: "one more pin of a page that is pinned already",
		program: (performer, given) => [folioAddPin(performer, given.page)],
	},
	memfd_pin_folios: {
		flags: [],
		about: "long-term pin of a page of a memfd, without a mapping",
		program: (performer, given) => [memfdPinFolios(performer, given.page)],
	},
	put_user_page: {
		flags: ["long"],
		about: "as unpin; put_page() while it is a placeholder (S1)",
		program: drop("pin", "none"),
	},
	put_user_pages: {
		flags: ["long"],
		about: "as unpin",
		program: drop("pin", "none"),
	},
	put_user_pages_dirty: {
		flags: ["long"],
		about:
			"v5.2 to v5.3: set_page_dirty() unlocked, if not PageDirty, and unpin",
		program: drop("pin", "unlocked"),
	},
	put_user_pages_dirty_lock: {
		flags: ["long"],
		about: "if not PageDirty: lock, dirty, unlock; then unpin",
		program: drop("pin", "test-lock"),
	},
	release_user_pages: {
		flags: ["long"],
		about: "series of 2018-09: put_user_page() for each",
		program: drop("pin", "none"),
	},
	unpin_user_page: {
		flags: ["long"],
		about: "as unpin",
		program: drop("pin", "none"),
	},
	unpin_user_pages_dirty_lock: {
		flags: ["long"],
		about: "if not PageDirty: lock, dirty, unlock; then unpin",
		program: drop("pin", "test-lock"),
	},
	dma_write: {
		flags: ["once"],
		about: "the device writes to the page, in two parts unless once",
		program: (performer, given) =>
			deviceWrite(performer, given.page, given.flags.has("once") ? 1 : 2),
	},
	dma_write_tail: {
		flags: [],
		about: "the device writes beyond the end of the file",
		program: (performer, given) => deviceWriteTail(performer, given.page),
	},
	unpin_dirty: {
		flags: ["long"],
		about: "mark the page dirty as the era's drivers do, and unpin it",
		program: drop("pin", "usual"),
	},
	unpin_dirty_always: {
		flags: ["long"],
		about:
			"set_page_dirty_lock() whether or not the page is dirty, and unpin it",
		program: drop("pin", "lock"),
	},
	unpin_dirty_test: {
		flags: ["long"],
		about:
			"unpin_user_pages_dirty_lock(): test PG_dirty without the lock first",
		program: drop("pin", "test-lock"),
	},
	unpin_dirty_unlocked: {
		flags: ["long"],
		about: "set_page_dirty() without the page lock, and unpin",
		program: drop("pin", "unlocked"),
	},
	unpin_dirty_raw: {
		flags: ["long"],
		about: "SetPageDirty(), and unpin",
		program: drop("pin", "raw"),
	},
	unpin: {
		flags: ["long"],
		about: "unpin without marking the page dirty",
		program: drop("pin", "none"),
	},
	put_page_dirty: {
		flags: [],
		about: "set_page_dirty_lock() and put_page(), after FOLL_GET",
		program: drop("get", "lock"),
	},
	put_page_dirty_unlocked: {
		flags: [],
		about:
			"set_page_dirty() without the page lock and put_page(), after FOLL_GET",
		program: drop("get", "unlocked"),
	},
	put_page: {
		flags: [],
		about: "put_page(), after FOLL_GET",
		program: drop("get", "none"),
	},
	put_page_of_pin: {
		flags: ["dirty"],
		about:
			"put_page() on a page that was pinned (mismatch); dirty: set_page_dirty_lock() first",
		program: putPinned,
	},
	unpin_of_get: {
		flags: [],
		about:
			"unpin_user_page() on a page that was taken with FOLL_GET (mismatch)",
		program: unpinGotten,
	},
	bio_complete: {
		flags: [],
		about:
			"end of a direct read: read() returns first, then bio_check_pages_dirty()",
		program: (performer, given) => completeDirectRead(performer, given.page),
	},
	bio_dirty_worker: {
		flags: [],
		about:
			"the work item that dirties and unpins what bio_check_pages_dirty() found clean",
		program: (performer, given) => dirtyWorker(performer, given.page),
	},
	wait_read: {
		flags: [],
		about: "read(2) returns, as soon as the bio's completion has woken it",
		program: (performer) => [waitForRead(performer)],
	},
	writepages: {
		flags: [],
		about: "the flusher goes over the page once (WB_SYNC_NONE)",
		program: (performer, given) => backgroundWriteback(performer, given.page),
	},
	fsync: {
		flags: [],
		about: "write what is dirty and wait (WB_SYNC_ALL)",
		program: (performer, given) => [fsync(performer, given.page)],
	},
	shrink_page_list: {
		flags: ["writes"],
		about: "reclaim tries to free the page; writes: kswapd may write it itself",
		program: (performer, given) => [
			given.page.kind === "anon"
				? shrinkAnonymous(performer, given.page)
				: shrinkPageList(performer, given.page, {
						writes: given.flags.has("writes"),
					}),
		],
	},
	munmap: {
		flags: [],
		about: "the process unmaps the page",
		program: (performer, given) => [munmap(performer, given.page)],
	},
	truncate: {
		flags: ["holder"],
		about:
			"truncate or punch the page away; holder: by the one who holds the lease",
		program: (performer, given) => [
			given.page.kind === "dax"
				? daxTruncate(performer, given.page, given.flags.has("holder"))
				: truncate(performer, given.page, given.flags.has("holder")),
		],
	},
	extend: {
		flags: [],
		about: "the file grows over the offset again",
		program: (performer) => [
			step(
				"ftruncate to the old size",
				when(eq(performer.world.inode.rwsem, 0)),
				performer.world.inode.truncated.set(0),
			),
		],
	},
	truncate_partial: {
		flags: [],
		about: "truncate to the middle of the page: its tail is zeroed",
		program: (performer, given) => [partialTruncate(performer, given.page)],
	},
	invalidate_inode_pages2: {
		flags: [],
		about: "an O_DIRECT write to the file invalidates its page cache",
		program: (performer, given) => [
			invalidateInodePages2(performer, given.page),
		],
	},
	drop_caches: {
		flags: [],
		about: "give up the page if it is clean and unused",
		program: (performer, given) => [dropCaches(performer, given.page)],
	},
	store: {
		flags: [],
		about: "the CPU writes through its mapping, with whatever fault that takes",
		program: (performer, given) => [cpuStore(performer, given.page)],
	},
	mprotect: {
		flags: [],
		about: "the entry becomes read-only (mprotect, userfaultfd-wp)",
		program: (performer, given) => [writeProtectEntry(performer, given.page)],
	},
	fork: {
		flags: [],
		about: "fork: the second process gets the memory of the first",
		program: (performer, given) => [fork(performer, given.page)],
	},
	migrate: {
		flags: [],
		about: "migrate_pages() tries once to move the page",
		program: (performer, given) => [migratePage(performer, given.page)],
	},
	offline: {
		flags: [],
		about: "offline_pages() tries until the page has moved",
		program: (performer, given) => [offlinePages(performer, given.page)],
	},
	share_anon: {
		flags: [],
		about:
			"KSM, migration or swap-out gives up exclusiveness unless the page is pinned",
		program: (performer, given) => [shareAnonymous(performer, given.page)],
	},
	numa_hint: {
		flags: [],
		about: "a NUMA hinting fault exchanges _last_cpupid",
		program: (performer, given) => [numaHint(performer, given.page)],
	},
	nap: {
		flags: [],
		about: "nothing",
		program: () => [step("nap")],
	},
};

/** @throws Error for an operation, page or flag that does not exist. */
export function programOf(
	performer: Performer,
	operation: { name: string; arguments: readonly string[] },
): readonly Statement[] {
	const entry = vocabulary[operation.name];
	if (entry === undefined)
		throw new Error(
			`there is no operation "${operation.name}": ${Object.keys(vocabulary).join(" ")}`,
		);
	const flags = operation.arguments.filter((word) =>
		entry.flags.includes(word),
	);
	const others = operation.arguments.filter(
		(word) => !entry.flags.includes(word),
	);
	const [pageName, extra] = others;
	if (extra !== undefined)
		throw new Error(
			`${operation.name} takes one page and ${entry.flags.length === 0 ? "no flags" : `the flags ${entry.flags.join(", ")}`}, not "${extra}"`,
		);
	const { world } = performer;
	const [first] = world.pages;
	const page = pageName === undefined ? first : pageNamed(world, pageName);
	if (page === undefined) throw new Error("a scenario needs a page");
	return entry.program(performer, { page, flags: new Set(flags) });
}
