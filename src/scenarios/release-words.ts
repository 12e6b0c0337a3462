// Operations that let go of pages.

import { type Statement, step } from "#explore/language/statement.ts";
import { actionSteps } from "#mm/operations/acquire.ts";
import { completeDirectRead, dirtyWorker } from "#mm/operations/bio-dirty.ts";
import {
	type Dirtying,
	dirtyAlone,
	dirtySteps,
	lastPut,
	release,
	releaseAgain,
	usualDirtying,
} from "#mm/operations/release.ts";
import { putPage } from "#mm/world/page.ts";
import { onHeld, type Performer } from "#mm/world/performer.ts";
import type { Arguments, Entry } from "./operation-entry.ts";

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
		world.kernel.step(
			lastPut,
			page.pins.sub(1),
			...putPage(page, world.monitors),
		),
	]);
}

function dirtyingOf(flags: ReadonlySet<string>): Dirtying {
	if (flags.has("raw")) return "raw";
	if (flags.has("unlocked")) return "unlocked";
	return flags.has("test") ? "test-lock" : "lock";
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

/** Calls that let go of pages. */
export const releaseWords: Readonly<Record<string, Entry>> = {
	vaddr_unpin_pages: {
		flags: [],
		about: "gives back what vaddr_pin_pages took",
		program: (performer, given) =>
			drop("pin", "usual")(performer, { ...given, flags: new Set(["long"]) }),
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
	put_page_again: {
		flags: [],
		about: "put_page() once more than there were references (double release)",
		program: (performer, given) => [releaseAgain(performer, given.page, "get")],
	},
	unpin_again: {
		flags: [],
		about: "unpin_user_page() once more than there were pins (double release)",
		program: (performer, given) => [releaseAgain(performer, given.page, "pin")],
	},
	lose: {
		flags: [],
		about:
			"the function ends without a release, and nobody knows the page any more",
		program: () => [step("returns, and nobody knows the page any more")],
	},
	mark_dirty: {
		flags: ["test", "unlocked", "raw"],
		about:
			"set_page_dirty_lock() alone; test: only if it is clean; unlocked: set_page_dirty(); raw: SetPageDirty()",
		program: (performer, given) =>
			dirtyAlone(performer, given.page, dirtyingOf(given.flags)),
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
};
