// One page; A reads from a disk into it (O_DIRECT), B writes it back, C reclaims it, D stores to it through mmap.
//
// The same steps as page.pml beside this file, so that states and transitions can be compared with SPIN's.

import { bit, counter, oneOf } from "../../src/explore/language/cell.ts";
import { must } from "../../src/explore/language/effect.ts";
import { eq, gt, not } from "../../src/explore/language/expression.ts";
import {
	actor,
	type Scenario,
	scenario,
} from "../../src/explore/language/scenario.ts";
import {
	again,
	branch,
	call,
	choose,
	giveBack,
	jump,
	label,
	lock,
	loop,
	rounds,
	step,
	trylock,
	unlock,
	waitFor,
	when,
} from "../../src/explore/language/statement.ts";

export interface PageOptions {
	/** 0: reclaim ignores references; 1: unmap, then references, then dirty; 2: dirty first, then references. */
	fix: 0 | 1 | 2;
	/** How often every actor does its job. */
	rounds: number;
	/** Also: writeback never meets a dirty page without buffers. */
	writebackNeedsBuffers?: boolean;
	/** Which actors take part. */
	actors?: string;
}

export function pageScenario(options: PageOptions): Scenario {
	const { fix, rounds: times } = options;
	const locked = bit("PG_locked");
	const references = counter("references", { greatest: 3, initial: 1 });
	// One word, as in the hardware: page.pml's pte and ptd together (ptd is set only while the entry is writable).
	const pte = oneOf("pte", ["none", "read-only", "writable", "writable dirty"]);
	const dirty = bit("PG_dirty");
	const writeback = bit("PG_writeback");
	const buffers = bit("buffers");
	const memory = [0, 1].map((n) => counter(`memory ${n}`, { greatest: 2 }));
	const disk = [0, 1].map((n) => counter(`disk ${n}`, { greatest: 2 }));
	const round = (name: string) =>
		counter(`rounds of ${name}`, { greatest: times });

	const hasBuffers = must(buffers, "a dirty page has buffers");
	const setPageDirty = step("set_page_dirty", hasBuffers, dirty.set(1));
	const writable = pte.isAny("writable", "writable dirty");
	const pteDirty = pte.is("writable dirty");

	const fault = call("do_shared_fault", [
		lock("lock_page", locked),
		waitFor("wait_on_page_writeback", not(writeback)),
		step("create_empty_buffers", buffers.set(1)),
		setPageDirty,
		step("map writable", pte.set("writable")),
		unlock("unlock_page", locked),
	]);

	const directRead = actor(
		"A",
		rounds(
			times,
			round("A"),
			choose(
				[
					step("page is not mapped writable", when(not(writable))),
					fault,
					again(),
				],
				[step("page is mapped writable", when(writable))],
			),
			step("get_page", references.add(1)),
			choose(
				[
					step("pte changed", when(not(writable))),
					step("put_page", references.sub(1)),
					again(),
				],
				[step("pte unchanged", when(writable))],
			),
			...memory.map((word, n) => step(`DMA word ${n}`, word.set(1))),
			step("check buffers", hasBuffers),
			step("set dirty", dirty.set(1)),
			step("put_page", references.sub(1)),
		),
	);

	const writebackOnce = actor(
		"B",
		rounds(
			times,
			round("B"),
			lock("lock_page", locked),
			choose(
				[
					step("page is clean", when(not(dirty))),
					unlock("unlock_page", locked),
				],
				[
					step(
						"page is dirty",
						when(dirty),
						...(options.writebackNeedsBuffers
							? [must(buffers, "writeback finds buffers")]
							: []),
					),
					choose(
						[
							step("page_mkclean, dirty", when(pteDirty), pte.set("read-only")),
							setPageDirty,
						],
						[
							step(
								"page_mkclean, clean",
								when(pte.is("writable")),
								pte.set("read-only"),
							),
						],
						[step("page_mkclean, not writable", when(not(writable)))],
					),
					step("clear_page_dirty_for_io", dirty.set(0)),
					step("set_page_writeback", writeback.set(1)),
					unlock("unlock_page", locked),
					...disk.map((word, n) =>
						step(`write word ${n}`, word.set(memory[n] ?? 0)),
					),
					step("end_page_writeback", writeback.set(0)),
				],
			),
		),
	);

	const referenceTest = branch(
		"referenced?",
		gt(references, 1),
		[jump("keep")],
		[],
	);
	const reclaim = actor(
		"C",
		rounds(
			times,
			round("C"),
			trylock("trylock_page", locked, [
				call("shrink_page", [
					branch("under writeback?", writeback, [jump("keep")]),
					choose(
						[
							step("try_to_unmap, dirty", when(pteDirty), pte.set("none")),
							setPageDirty,
						],
						[step("try_to_unmap", when(not(pteDirty)), pte.set("none"))],
					),
					...(fix === 1 ? [referenceTest] : []),
					branch("PageDirty?", dirty, [jump("keep")]),
					...(fix === 2 ? [referenceTest] : []),
					step("try_to_release_page", buffers.set(0)),
					label("keep"),
					unlock("unlock_page", locked),
					giveBack(),
				]),
			]),
		),
	);

	const store = (n: number, ...more: Parameters<typeof step>[1][]) =>
		step(
			`store word ${n}`,
			when(writable),
			(memory[n] as (typeof memory)[number]).set(2),
			pte.set("writable dirty"),
			...more,
		);
	const faultFirst = step("fault", when(not(writable)));
	const mmapWriter = actor(
		"D",
		rounds(
			times,
			round("D"),
			choose([faultFirst, fault, again()], [store(0)]),
			call("second word", [
				loop(choose([faultFirst, fault], [store(1), giveBack()])),
			]),
		),
	);

	const all = [directRead, writebackOnce, reclaim, mmapWriter];
	const chosen = options.actors ?? "ABCD";
	return scenario({
		name: `page fix=${fix} rounds=${times}`,
		actors: all.filter((one) => chosen.includes(one.name)),
		atEnd: [{ name: "references are back", holds: eq(references, 1) }],
	});
}
