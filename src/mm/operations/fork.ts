// OP10: fork copies the page tables of the first process to the second.

import { type Effect, given } from "#explore/language/effect.ts";
import { and, eq, not } from "#explore/language/expression.ts";
import {
	call,
	choose,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { getPage, type Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, type Process, pteOf } from "../world/process.ts";
import { candidates } from "../world/world.ts";
import { pinnedTest } from "./pinned-test.ts";

const places = {
	lock: {
		"v5.0": "kernel/fork.c dup_mmap down_write_killable",
		"v5.9": "kernel/fork.c dup_mmap mmap_write_lock_killable",
	},
	unlock: {
		"v5.0": "kernel/fork.c dup_mmap up_write",
		"v5.9": "kernel/fork.c dup_mmap mmap_write_unlock",
	},
	seqBegin: {
		"v6.1": "mm/memory.c copy_page_range raw_write_seqcount_begin",
	},
	seqEnd: {
		"v6.1": "mm/memory.c copy_page_range raw_write_seqcount_end",
	},
	test: {
		"v5.0": "proposed mm/memory.c copy_one_pte page_dup_rmap: is it pinned",
		"v5.9": "mm/memory.c copy_present_page page_maybe_dma_pinned",
		"v6.1":
			"include/linux/rmap.h page_try_dup_anon_rmap page_needs_cow_for_dma",
		"v6.12":
			"include/linux/rmap.h __folio_try_dup_anon_rmap folio_needs_cow_for_dma",
	},
	copy: {
		"v5.0":
			"proposed mm/memory.c copy_one_pte page_dup_rmap: copy for the child",
		"v5.9": "mm/memory.c copy_present_page copy_user_highpage",
		"v6.1": "mm/memory.c copy_present_page copy_user_highpage",
		"v6.12": "mm/memory.c copy_present_page copy_mc_user_highpage",
	},
	get: {
		"v5.0": "mm/memory.c copy_one_pte get_page",
		"v5.9": "mm/memory.c copy_present_pte get_page",
		"v6.1": "mm/memory.c copy_present_pte get_page",
		"v6.12": "mm/memory.c copy_present_ptes folio_get",
	},
	protect: {
		"v5.0": "mm/memory.c copy_one_pte ptep_set_wrprotect",
		"v5.9": "mm/memory.c copy_present_pte ptep_set_wrprotect",
		"v6.12": "mm/memory.c __copy_present_ptes wrprotect_ptes",
	},
	map: {
		"v5.0": "mm/memory.c copy_one_pte set_pte_at",
		"v5.9": "mm/memory.c copy_present_pte set_pte_at",
		"v6.12": "mm/memory.c __copy_present_ptes set_ptes",
	},
} satisfies Record<string, References>;

/** One address; the entry of the parent is write-protected after the test of the pin, as in the kernel. */
export function fork(performer: Performer, place: Page): Statement {
	const { world, process: parent } = performer;
	const { kernel, era } = world;
	const child = world.processes.find((one) => one !== parent);
	if (child === undefined) throw new Error("fork needs a second process");
	const { writeProtectSeq } = parent;
	const next: Effect = given(
		eq(writeProtectSeq, 3),
		[writeProtectSeq.set(0)],
		[writeProtectSeq.add(1)],
	);
	return call("copy_page_range", [
		kernel.step(
			places.lock,
			when(and(eq(parent.mmapReaders, 0), eq(parent.mmapWriter, 0))),
			parent.mmapWriter.set(1),
		),
		...(era.writeProtectSeq ? [kernel.step(places.seqBegin, next)] : []),
		choose(
			...candidates(world, place).map((page) =>
				copyEntry(performer, child, page),
			),
			[
				kernel.step(
					{
						"v5.0": "mm/memory.c copy_pte_range pte_none",
						"v6.12": "mm/memory.c copy_pte_range pte_none",
					},
					when(
						and(
							...candidates(world, place).map((page) =>
								not(isPresent(pteOf(parent, page))),
							),
						),
					),
				),
			],
		),
		...(era.writeProtectSeq ? [kernel.step(places.seqEnd, next)] : []),
		kernel.step(places.unlock, parent.mmapWriter.set(0), child.exists.set(1)),
	]);
}

function copyEntry(
	performer: Performer,
	child: Process,
	page: Page,
): Statement[] {
	const { world, process: parent } = performer;
	const { kernel, era, policy } = world;
	const mine = pteOf(parent, page);
	const theirs = pteOf(child, page);
	const notExclusive =
		era.cowReuse === "exclusive" ? [page.exclusive.set(0)] : [];
	// The noted step is the test of the entry; it and the pin test are one page table lock section of the parent.
	const share: Statement[] = [
		kernel.step(places.get, ...getPage(page), ...notExclusive),
		kernel.step(
			places.protect,
			given(mine.state.is("writable"), [mine.state.set("read-only")]),
		),
		kernel.step(places.map, theirs.state.set("read-only")),
	];
	if (policy.fork === "share" || page.kind !== "anon")
		return [
			kernel.step(
				{
					"v5.0": "mm/memory.c copy_pte_range pte_none: entry is present",
				},
				when(isPresent(mine)),
			),
			...share,
		];
	const test = pinnedTest(
		world,
		places.test,
		page,
		{ place: "fork", held: 0 },
		copyForChild(performer, child, page),
		share,
	);
	return [
		kernel.step(
			{
				"v5.0": "mm/memory.c copy_pte_range pte_none: entry is present",
			},
			when(isPresent(mine)),
		),
		test,
	];
}

function copyForChild(
	performer: Performer,
	child: Process,
	page: Page,
): Statement[] {
	const { world } = performer;
	const fresh = candidates(world, page).filter((one) => one !== page);
	return [
		choose(
			...fresh.map((copy, index) => [
				world.kernel.step(
					places.copy,
					when(
						and(
							copy.freed,
							...fresh.slice(0, index).map((one) => not(one.freed)),
						),
					),
					copy.freed.set(0),
					copy.attached.set(1),
					copy.memory.set(page.memory),
					copy.refcount.set(1),
					copy.exclusive.set(1),
					copy.onLru.set(1),
					pteOf(child, copy).state.set("writable"),
					pteOf(child, copy).dirty.set(1),
				),
			]),
		),
	];
}
