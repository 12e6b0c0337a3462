import {
	and,
	type Expression,
	either,
	eq,
	not,
	or,
	plus,
} from "#explore/language/expression.ts";
import {
	call,
	choose,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import { getPage, type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { candidates, clearPte, type World } from "../world/world.ts";

/** write: the entry shall become writable. read: swap in, or unshare for a read-only pin. */
export function anonymousFault(
	performer: Performer,
	page: Page,
	access: "read" | "write",
): Statement {
	const pte = pteOf(performer.process, page);
	const { kernel } = performer.world;
	return call("handle_mm_fault", [
		choose(
			...copyOnWrite(performer, page, access).map((way) => [...way]),
			swapIn(performer, page),
			[
				kernel.step(
					"mm/memory.c handle_pte_fault pte_same: changed meanwhile",
					when(not(or(pte.state.is("read-only"), pte.state.is("swap")))),
				),
			],
		),
	]);
}

/** How many entries of all processes point to the page: page_mapcount(). */
export function mapcount(world: World, page: Page): Expression {
	return world.processes
		.map((process) => either(isPresent(pteOf(process, page)), 1, 0))
		.reduce((sum, one) => plus(sum, one));
}

/** Whether do_wp_page() keeps the page: by mapcount (v5.0), by refcount (v5.8 to v5.18), or because it is exclusive. */
export function mayReuse(performer: Performer, page: Page): Expression {
	const { world } = performer;
	switch (world.era.cowReuse) {
		case "mapcount":
			// reuse_swap_page(): mapcount + swapcount == 1; it does not count references.
			return eq(plus(mapcount(world, page), 0), 1);
		case "refcount":
			return and(eq(page.refcount, 1), eq(page.locked, 0));
		case "exclusive":
			return or(
				page.exclusive,
				and(
					eq(page.refcount, plus(1, either(page.swapCache, 1, 0))),
					eq(page.locked, 0),
				),
			);
	}
}

const reuse: References = {
	"v5.0": "mm/memory.c do_wp_page reuse_swap_page",
	"v5.9": "mm/memory.c do_wp_page page_count",
	"v6.1": "mm/memory.c do_wp_page PageAnonExclusive",
};
const get: References = {
	"v5.0": "mm/memory.c do_wp_page get_page",
	"v6.12": "mm/memory.c do_wp_page folio_get",
};
const copy: References = {
	"v5.0": "mm/memory.c wp_page_copy cow_user_page",
	"v6.1": "mm/memory.c wp_page_copy __wp_page_copy_user",
};
const install: References = {
	"v5.0": "mm/memory.c wp_page_copy set_pte_at_notify",
	"v6.12": "mm/memory.c wp_page_copy set_pte_at",
};
const putOld: References = {
	"v5.0": "mm/memory.c wp_page_copy put_page",
	"v6.12": "mm/memory.c wp_page_copy free_swap_cache",
};

function copyOnWrite(
	performer: Performer,
	page: Page,
	access: "read" | "write",
): Statement[][] {
	const { world } = performer;
	const { kernel, monitors } = world;
	const pte = pteOf(performer.process, page);
	const reusable = mayReuse(performer, page);
	const isReadOnly = pte.state.is("read-only");
	const frees = candidates(world, page).filter((one) => one !== page);
	const afterReuse =
		access === "write"
			? [pte.state.set("writable"), pte.dirty.set(1), page.exclusive.set(1)]
			: [page.exclusive.set(1)];
	const copies = frees.map((fresh, index) => {
		const freshPte = pteOf(performer.process, fresh);
		const first = and(
			fresh.freed,
			...frees.slice(0, index).map((one) => not(one.freed)),
		);
		return [
			kernel.step(
				get,
				when(and(isReadOnly, not(reusable), first)),
				...getPage(page),
				fresh.freed.set(0),
			),
			kernel.step(copy, fresh.memory.set(page.memory)),
			choose(
				[
					kernel.step(
						install,
						when(pte.state.is("read-only")),
						...clearPte(world, performer.process, page),
						...putPage(page, monitors),
						freshPte.state.set(access === "write" ? "writable" : "read-only"),
						freshPte.dirty.set(1),
						fresh.refcount.set(1),
						fresh.attached.set(1),
						fresh.exclusive.set(1),
						fresh.onLru.set(1),
					),
				],
				[
					kernel.step(
						{
							"v5.0": "mm/memory.c wp_page_copy pte_same: changed meanwhile",
						},
						when(not(pte.state.is("read-only"))),
						fresh.freed.set(1),
					),
				],
			),
			kernel.step(putOld, ...putPage(page, monitors)),
		];
	});
	return [
		[kernel.step(reuse, when(and(isReadOnly, reusable)), ...afterReuse)],
		...copies,
	];
}

/** do_swap_page(): the page is still in the swap cache, or is read into a free one. */
function swapIn(performer: Performer, page: Page): Statement[] {
	const { world } = performer;
	const { kernel } = world;
	const pte = pteOf(performer.process, page);
	const frees = candidates(world, page).filter((one) => one !== page);
	const found = [
		kernel.step(
			{
				"v5.0": "mm/memory.c do_swap_page lookup_swap_cache",
				"v6.1": "mm/memory.c do_swap_page swap_cache_get_folio",
			},
			when(and(pte.state.is("swap"), page.swapCache)),
			pte.state.set("read-only"),
			...getPage(page),
		),
	];
	const read = frees.map((fresh, index) => {
		const freshPte = pteOf(performer.process, fresh);
		const first = and(
			fresh.freed,
			...frees.slice(0, index).map((one) => not(one.freed)),
		);
		return [
			kernel.step(
				{
					"v5.0": "mm/memory.c do_swap_page swapin_readahead",
				},
				when(and(pte.state.is("swap"), not(page.swapCache), first)),
				fresh.freed.set(0),
				fresh.attached.set(1),
				fresh.memory.set(page.disk),
				fresh.refcount.set(1),
				fresh.exclusive.set(1),
				fresh.onLru.set(1),
				pte.state.set("none"),
				freshPte.state.set("writable"),
				freshPte.dirty.set(1),
			),
		];
	});
	return [choose(found, ...read)];
}
