// OP3: get_user_pages_fast(), without locks.

import { given } from "#explore/language/effect.ts";
import { and, eq, gt, le, not, or } from "#explore/language/expression.ts";
import {
	call,
	choose,
	giveBack,
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
	held,
	isRefused,
	releaseActions,
	unshareNeeded,
} from "./acquire.ts";
import { gupSlow, mustMigrate } from "./gup-slow.ts";

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

const mustUnshare: References = {
	"v6.1": "mm/gup.c gup_pte_range gup_must_unshare",
	"v6.12": "mm/gup.c gup_fast_pte_range gup_must_unshare",
};

/** A long-term pin of movable memory: the reference just taken is given back. One step here. */
const notPinnable: References = {
	"v5.9": "mm/gup.c try_grab_compound_head is_migrate_cma_page: slow path",
	"v6.1": "mm/gup.c try_grab_folio is_longterm_pinnable_page: slow path",
	"v6.12": "mm/gup.c try_grab_folio_fast folio_is_longterm_pinnable: slow path",
};

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
		if (mustMigrate(performer, page, acquire))
			return [
				kernel.step(readPte, when(ready)),
				kernel.step(notPinnable),
				...slow(),
			];
		// The kernel looks at the entry as it read it first: what it said then counts for unsharing and for the second look.
		const pte = pteOf(process, page);
		const wasReadOnly =
			unshare === null ? null : performer.flag("entry read as read-only");
		const changed =
			wasReadOnly === null
				? not(ready)
				: not(
						or(
							and(wasReadOnly, pte.state.is("read-only")),
							and(not(wasReadOnly), pte.state.is("writable")),
						),
					);
		const check =
			// Without the barrier the second read may be done before the pin is seen by others: no second read at all.
			setting.missingBarrier === "gup"
				? []
				: [kernel.branch(recheck, changed, [...undo(page), ...slow()])];
		return [
			kernel.step(
				readPte,
				when(ready),
				...(wasReadOnly === null
					? []
					: [
							given(
								pte.state.is("read-only"),
								[wasReadOnly.set(1)],
								[wasReadOnly.set(0)],
							),
						]),
			),
			choose(
				actionSteps(performer, actions, [
					when(gt(page.refcount, 0)),
					...begun(performer, page, acquire),
				]),
				[kernel.step(freedMeanwhile, when(le(page.refcount, 0))), ...slow()],
			),
			...check,
			...(refused ? [kernel.step(folioAllowed), ...undo(page), ...slow()] : []),
			...(wasReadOnly === null
				? []
				: [
						kernel.branch(mustUnshare, and(wasReadOnly, not(page.exclusive)), [
							...undo(page),
							...slow(),
						]),
					]),
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
