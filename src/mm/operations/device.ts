// OP4: a device (or kmap code of CASE 5) writes to a page it holds; it touches neither page table entries nor flags.

import { type Effect, given } from "#explore/language/effect.ts";
import { and, eq, ne, not, or } from "#explore/language/expression.ts";
import {
	again,
	choose,
	leave,
	loop,
	type Statement,
	step,
	when,
} from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import { onHeld, type Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { anyPteDirty, candidates } from "../world/world.ts";
import { anonymousFault } from "./anonymous-fault.ts";
import { readPage } from "./read-page.ts";
import { sharedWriteFault } from "./shared-write-fault.ts";

/** What any access by the device breaks: the page is not his any more, or not the one its owner sees. */
function judgedAccess(performer: Performer, page: Page): Effect[] {
	const { monitors } = performer.world;
	const freed = monitors.report("F23", page.freed);
	if (page.kind !== "anon") return freed;
	const others = candidates(performer.world, page)
		.filter((one) => one !== page)
		.map((one) => isPresent(pteOf(performer.process, one)));
	return [...freed, ...monitors.report("F11", or(false, ...others))];
}

/** What a write by the device breaks, given the state it happens in. */
function judged(performer: Performer, page: Page): Effect[] {
	const { world } = performer;
	const { monitors, inode, fileSystem } = world;
	const access = judgedAccess(performer, page);
	if (page.kind === "anon") return access;
	if (page.kind === "dax")
		return [...access, ...monitors.report("F7", ne(inode.blockOwner, 0))];
	const unexpected = and(
		page.attached,
		not(page.dirty),
		not(anyPteDirty(world, page)),
	);
	return [
		...access,
		...(fileSystem.tracksDirty && !fileSystem.inMemory
			? monitors.report("F3", unexpected)
			: []),
		...monitors.report("F6", and(not(page.attached), inode.truncated)),
		...monitors.report("F8", and(not(page.attached), not(inode.truncated))),
		...monitors.report("F22", inode.leaseBroken),
	];
}

/** Content after the write: the next version of a file page, the device's data in an anonymous one. */
export const contents = { old: 0, device: 1, parent: 2, child: 3 } as const;

function written(page: Page): Effect {
	return page.kind === "anon"
		? page.memory.set(contents.device)
		: page.memory.add(1);
}

/** A write in `parts` sub-writes (2: it is not atomic); `by` says who writes. */
export function deviceWrite(
	performer: Performer,
	place: Page,
	parts = 2,
	by = "DMA write",
): Statement[] {
	const { world } = performer;
	const numbers = Array.from({ length: parts }, (_, part) => part + 1);
	if (world.scheme.manner === "notifier")
		return numbers.map((part) => mirroredWrite(performer, place, part, by));
	return numbers.flatMap((part) =>
		onHeld(performer, place, (page) => [
			step(`${by}, part ${part}`, ...judged(performer, page), written(page)),
		]),
	);
}

/** A read: it changes nothing, but may be of a page that is free, or that its owner does not see any more. */
export function deviceRead(
	performer: Performer,
	place: Page,
	by: string,
): readonly Statement[] {
	if (performer.world.scheme.manner === "notifier") return [step(by)];
	return onHeld(performer, place, (page) => [
		step(by, ...judgedAccess(performer, page)),
	]);
}

/** A device that faults (S16): it writes only through an entry it mirrors, and asks for the entry again when it lost it. */
function mirroredWrite(
	performer: Performer,
	place: Page,
	part: number,
	by: string,
): Statement {
	const { world, process } = performer;
	const pages = candidates(world, place);
	const ways = pages.flatMap((page) => {
		const pte = pteOf(process, page);
		return [
			[
				step(
					`${by}, part ${part}`,
					when(eq(pte.device, 1)),
					...judged(performer, page),
					written(page),
				),
				leave(),
			],
			...mirror(performer, page),
		];
	});
	const reads =
		place.kind === "file" ? [[readPage(performer, place), again()]] : [];
	return loop(
		choose(...ways, ...reads, [
			step(
				"device fault: no page",
				when(isGone(performer, pages)),
				performer.failed.set(1),
			),
			leave(),
		]),
	);
}

/** hmm_range_fault(): take over a writable entry, or fault first. */
function mirror(performer: Performer, page: Page): Statement[][] {
	const { world, process } = performer;
	const { kernel } = world;
	const pte = pteOf(process, page);
	const isAnon = page.kind === "anon";
	const missing = isAnon
		? pte.state.isAny("read-only", "swap")
		: and(
				not(pte.state.is("writable")),
				page.attached,
				not(world.inode.truncated),
			);
	return [
		[
			kernel.step(
				{
					"v5.0": "mm/hmm.c hmm_vma_handle_pte HMM_PFN_WRITE",
				},
				when(and(eq(pte.device, 0), pte.state.is("writable"))),
				pte.device.set(1),
			),
			again(),
		],
		[
			kernel.step(
				{
					"v5.0": "mm/hmm.c hmm_vma_do_fault handle_mm_fault",
					"v5.9": "mm/hmm.c hmm_vma_fault handle_mm_fault",
				},
				when(missing),
			),
			isAnon
				? anonymousFault(performer, page, "write")
				: sharedWriteFault(performer, page),
			again(),
		],
	];
}

function isGone(performer: Performer, pages: readonly Page[]) {
	const { world, process } = performer;
	const unmapped = pages.map((page) => pteOf(process, page).state.is("none"));
	if (pages[0]?.kind === "anon") return and(...unmapped);
	const orphans = pages.flatMap((page) => [
		not(page.attached),
		not(page.freed),
	]);
	return and(...unmapped, or(world.inode.truncated, and(...orphans)));
}

/** The device writes bytes beyond the end of the file, which the page has but the file does not. */
export function deviceWriteTail(
	performer: Performer,
	place: Page,
): readonly Statement[] {
	return onHeld(performer, place, (page) => [
		step(
			"DMA write beyond end of file",
			given(page.zeroed, [page.tail.set(2)], [page.tail.set(1)]),
		),
	]);
}
