// The CPU writes through its own mapping, and what makes an entry read-only.

import { given } from "#explore/language/effect.ts";
import { and, not, or } from "#explore/language/expression.ts";
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
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { candidates } from "../world/world.ts";
import { anonymousFault } from "./anonymous-fault.ts";
import { contents } from "./device.ts";
import { readPage } from "./read-page.ts";
import { sharedWriteFault } from "./shared-write-fault.ts";

/** Content that a process leaves in anonymous memory: its own mark. */
function markOf(performer: Performer): number {
	const first = performer.world.processes[0];
	return performer.process === first ? contents.parent : contents.child;
}

export function cpuStore(performer: Performer, place: Page): Statement {
	const { world, process } = performer;
	const { kernel } = world;
	const pages = candidates(world, place);
	const ways = pages.flatMap((page) => {
		const pte = pteOf(process, page);
		const content =
			page.kind === "anon"
				? page.memory.set(markOf(performer))
				: page.memory.add(1);
		const missing =
			page.kind === "anon"
				? pte.state.isAny("read-only", "swap")
				: and(
						not(pte.state.is("writable")),
						page.attached,
						not(world.inode.truncated),
					);
		return [
			[
				step(
					"store",
					when(pte.state.is("writable")),
					content,
					pte.dirty.set(1),
				),
				leave(),
			],
			[
				kernel.step(
					"mm/memory.c handle_mm_fault __handle_mm_fault",
					when(missing),
				),
				page.kind === "anon"
					? anonymousFault(performer, page, "write")
					: sharedWriteFault(performer, page),
				again(),
			],
		];
	});
	const unmapped = pages.map((page) =>
		pteOf(process, page).state.isAny("none", "migration"),
	);
	const orphans = pages.flatMap((page) => [
		not(page.attached),
		not(page.freed),
	]);
	const gone =
		place.kind === "anon"
			? and(...pages.map((page) => pteOf(process, page).state.is("none")))
			: and(...unmapped, or(world.inode.truncated, and(...orphans)));
	return call("store", [
		loop(
			choose(
				...ways,
				...(place.kind === "file"
					? [[readPage(performer, place), again()]]
					: []),
				[step("SIGBUS", when(gone), performer.failed.set(1)), leave()],
			),
		),
	]);
}

/** mprotect() or userfaultfd: one step under the page table lock. */
export function writeProtectEntry(
	performer: Performer,
	place: Page,
): Statement {
	return call(
		"mprotect",
		candidates(performer.world, place).map((page) => {
			const pte = pteOf(performer.process, page);
			return performer.world.kernel.step(
				{
					"v5.0": "mm/mprotect.c change_pte_range pte_modify",
				},
				given(pte.state.is("writable"), [pte.state.set("read-only")]),
			);
		}),
	);
}
