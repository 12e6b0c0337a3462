// OP14: munmap (or exit): the page keeps its pins and loses its mappings.

import { given } from "#explore/language/effect.ts";
import { and, eq } from "#explore/language/expression.ts";
import { call, type Statement, when } from "#explore/language/statement.ts";
import { type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPresent, pteOf } from "../world/process.ts";
import { candidates, clearPte } from "../world/world.ts";
import { setPageDirty } from "./set-page-dirty.ts";

export function munmap(performer: Performer, place: Page): Statement {
	const { world, process } = performer;
	const { kernel, monitors } = world;
	return call("munmap", [
		kernel.step(
			{
				"v5.0": "mm/mmap.c __vm_munmap down_write_killable",
				"v5.9": "mm/mmap.c __vm_munmap mmap_write_lock_killable",
			},
			when(and(eq(process.mmapReaders, 0), eq(process.mmapWriter, 0))),
			process.mmapWriter.set(1),
		),
		...candidates(world, place).map((page) => {
			const pte = pteOf(process, page);
			return kernel.step(
				{
					"v5.0": "mm/memory.c zap_pte_range ptep_get_and_clear_full",
					"v6.12": "mm/memory.c zap_present_folio_ptes get_and_clear_full_ptes",
				},
				given(isPresent(pte), [
					given(pte.dirty, setPageDirty(world, page)),
					...clearPte(world, process, page),
					...putPage(page, monitors),
				]),
			);
		}),
		kernel.step(
			{
				"v5.0": "mm/mmap.c __vm_munmap up_write",
				"v5.9": "mm/mmap.c __vm_munmap mmap_write_unlock",
				"v6.1": "mm/mmap.c __vm_munmap mmap_write_unlock",
				"v6.12": "mm/mmap.c __vm_munmap mmap_write_unlock",
			},
			process.mmapWriter.set(0),
		),
	]);
}
