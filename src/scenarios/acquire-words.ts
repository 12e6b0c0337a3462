// Operations that take hold of pages.

import { eq, not } from "#explore/language/expression.ts";
import {
	again,
	call,
	choose,
	leave,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import {
	type Acquire,
	actionSteps,
	releaseActions,
} from "#mm/operations/acquire.ts";
import { getUserPages } from "#mm/operations/get-user-pages.ts";
import {
	folioAddPin,
	followPage,
	getUserPagesLongterm,
	memfdPinFolios,
} from "#mm/operations/special-acquires.ts";
import type { Page } from "#mm/world/page.ts";
import { onHeld, type Performer } from "#mm/world/performer.ts";
import { isPresent, pteOf } from "#mm/world/process.ts";

import type { Arguments, Entry } from "./operation-entry.ts";

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
export function pin(
	performer: Performer,
	given: Arguments,
	path: "slow" | "fast",
): Statement[] {
	const { world } = performer;
	const how = acquire(given, "pin", path);
	if (world.scheme.manner === "notifier") return [];
	if (world.scheme.manner !== "page-lock")
		return [getUserPages(performer, given.page, how)];
	return [
		call("dio_get_page", [
			loop(
				getUserPages(performer, given.page, how),
				...onHeld(performer, given.page, (page) =>
					lockAndLookAgain(performer, page, how),
				),
			),
		]),
	];
}

/** The page may have been cleaned between the reference and the lock: then give it back and start over. */
function lockAndLookAgain(
	performer: Performer,
	page: Page,
	how: Acquire,
): Statement[] {
	const { world } = performer;
	const pte = pteOf(performer.process, page);
	const still = how.write ? pte.state.is("writable") : isPresent(pte);
	return [
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
	];
}

const pinFlags = ["long", "read"];

/** Calls that take hold of pages. */
export const acquireWords: Readonly<Record<string, Entry>> = {
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
};
