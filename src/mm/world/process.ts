// A process: its page table entries for the pages of the scenario, and the locks of its mm.

import {
	bit,
	counter,
	type NumberCell,
	oneOf,
	type WordCell,
} from "#explore/language/cell.ts";
import { type Expression, or } from "#explore/language/expression.ts";
import type { Page } from "./page.ts";

export const pteWords = [
	"none",
	"read-only",
	"writable",
	"swap",
	"migration",
	"migration-writable",
] as const;
export type PteWord = (typeof pteWords)[number];

export interface Pte {
	state: WordCell<PteWord>;
	dirty: NumberCell;
	/** Scheme S20: a software bit that says "pinned". */
	pinned: NumberCell;
	/** Scheme S16: a device mirrors this entry and may write through it. */
	device: NumberCell;
}

export interface Process {
	name: string;
	ptes: ReadonlyMap<Page, Pte>;
	/** Readers and writer of mm->mmap_lock (mmap_sem). */
	mmapReaders: NumberCell;
	mmapWriter: NumberCell;
	/** mm->write_protect_seq, modulo 4. */
	writeProtectSeq: NumberCell;
	hasPinned: NumberCell;
	/** VM_NOCOW of scheme S21. */
	noCow: NumberCell;
	exists: NumberCell;
}

export function newProcess(
	name: string,
	pages: readonly Page[],
	exists: boolean,
): Process {
	const ptes = new Map<Page, Pte>();
	for (const page of pages) {
		const initial = page.spec.mapped?.[name] ?? "none";
		const label = `pte ${name}->${page.name}`;
		ptes.set(page, {
			state: oneOf(label, pteWords, initial),
			dirty: bit(
				`${label} dirty`,
				initial === "writable" && page.spec.dirty ? 1 : 0,
			),
			pinned: counter(`${label} pinned`, { greatest: 3 }),
			device: bit(`${label} device`),
		});
	}
	return {
		name,
		ptes,
		mmapReaders: counter(`${name} mmap_lock readers`, { greatest: 7 }),
		mmapWriter: bit(`${name} mmap_lock writer`),
		writeProtectSeq: counter(`${name} write_protect_seq`, { greatest: 3 }),
		hasPinned: bit(`${name} MMF_HAS_PINNED`),
		noCow: bit(`${name} VM_NOCOW`),
		exists: bit(`${name} exists`, exists ? 1 : 0),
	};
}

export function pteOf(process: Process, page: Page): Pte {
	const pte = process.ptes.get(page);
	if (pte === undefined)
		throw new Error(`${process.name} cannot map ${page.name}`);
	return pte;
}

export function isPresent(pte: Pte): Expression {
	return pte.state.isAny("read-only", "writable");
}

export function mappedBy(
	processes: readonly Process[],
	page: Page,
): Expression {
	return or(false, ...processes.map((one) => isPresent(pteOf(one, page))));
}

export function ptesDirty(
	processes: readonly Process[],
	page: Page,
): Expression {
	return or(false, ...processes.map((one) => pteOf(one, page).dirty));
}
