// One struct page (or folio) as cells, and what the kernel's page flag and reference helpers do to them.
//
// Counts are the kernel's own numbers: _refcount holds 1024 more for each biased pin. Content is a version number that
// every sub-write raises, so "torn" and "stale" are comparisons.

import { bit, counter, type NumberCell } from "#explore/language/cell.ts";
import { type Effect, given } from "#explore/language/effect.ts";
import { and, eq, gt, lt, not, or } from "#explore/language/expression.ts";
import type { Monitors } from "../failures/monitors.ts";

export type PageKind = "file" | "anon" | "dax";

/** What a scenario says about a page before anything happens. */
export interface PageSpec {
	name: string;
	kind: PageKind;
	/** A page that is free at first and may take the place of this one (after truncate, by copy on write). */
	spareOf?: string;
	large?: boolean;
	dirty?: boolean;
	buffers?: boolean;
	/** Page table entries at the start, by process. */
	mapped?: Readonly<Record<string, "read-only" | "writable">>;
	/** PageAnonExclusive at the start. */
	exclusive?: boolean;
	/** References held by nobody in the scenario (other mappings, transient ones). */
	extraReferences?: number;
	/** Pageblock is CMA or ZONE_MOVABLE. */
	movable?: boolean;
}

export const greatestVersion = 15;

export interface Page {
	spec: PageSpec;
	name: string;
	kind: PageKind;
	large: boolean;
	locked: NumberCell;
	dirty: NumberCell;
	writeback: NumberCell;
	/** PG_private: buffer heads are attached. */
	buffers: NumberCell;
	buffersDirty: NumberCell;
	checked: NumberCell;
	/** data=journal: the buffers under writeback belong to a transaction. */
	journalled: NumberCell;
	onLru: NumberCell;
	exclusive: NumberCell;
	swapCache: NumberCell;
	/** page->mapping and the xarray slot: the page is the file's (or, for anonymous memory, is in use). */
	attached: NumberCell;
	/** xarray mark PAGECACHE_TAG_DIRTY. */
	tagDirty: NumberCell;
	/** Contribution to NR_FILE_DIRTY. */
	accountedDirty: NumberCell;
	refcount: NumberCell;
	/** folio->_pincount of a large folio. */
	pincount: NumberCell;
	memory: NumberCell;
	disk: NumberCell;
	/** File system space is reserved for the next write (COW file systems). */
	reserved: NumberCell;
	freed: NumberCell;
	/** Ghost: complete pins that somebody holds. */
	pins: NumberCell;
	/** Ghost: pins from their first step to their last. */
	pinning: NumberCell;
	/** Truncate has zeroed the bytes beyond the new end of file. */
	zeroed: NumberCell;
	/** Bytes beyond end of file: 1 once a device has written there, 2 if that was after they had been zeroed. */
	tail: NumberCell;
	diskTail: NumberCell;
}

/** _refcount at the start: page cache 1, buffers 1, each mapping 1. */
function initialReferences(spec: PageSpec): number {
	if (spec.spareOf !== undefined) return 0;
	const cache = spec.kind === "anon" ? 0 : 1;
	const mappings = Object.keys(spec.mapped ?? {}).length;
	return (
		cache + (spec.buffers ? 1 : 0) + mappings + (spec.extraReferences ?? 0)
	);
}

function newPage(spec: PageSpec, place: Page | null): Page {
	const name = (field: string) => `${spec.name}.${field}`;
	const flag = (field: string, initial = false) =>
		bit(name(field), initial ? 1 : 0);
	const present = spec.spareOf === undefined;
	return {
		spec,
		name: spec.name,
		kind: spec.kind,
		large: spec.large ?? false,
		locked: flag("PG_locked"),
		dirty: flag("PG_dirty", spec.dirty),
		writeback: flag("PG_writeback"),
		buffers: flag("PG_private", spec.buffers),
		buffersDirty: flag("BH_Dirty", spec.dirty && spec.buffers),
		checked: flag("PG_checked"),
		journalled: flag("in a transaction"),
		onLru: flag("PG_lru", present),
		exclusive: flag("PG_anon_exclusive", spec.exclusive),
		swapCache: flag("PG_swapcache"),
		attached: flag("mapping", present),
		tagDirty: flag("tag dirty", spec.dirty),
		accountedDirty: flag("NR_FILE_DIRTY", spec.dirty),
		refcount: counter(name("_refcount"), {
			least: -3000,
			greatest: 9000,
			initial: initialReferences(spec),
		}),
		pincount: counter(name("_pincount"), {
			least: -8,
			greatest: 8,
			initial: 0,
		}),
		memory: counter(name("memory"), {
			greatest: greatestVersion,
			initial: spec.dirty ? 1 : 0,
		}),
		disk: place?.disk ?? counter(name("disk"), { greatest: greatestVersion }),
		reserved: flag("reserved", spec.dirty),
		freed: flag("freed", !present),
		pins: counter(name("pins held"), { least: 0, greatest: 7 }),
		pinning: counter(name("pins begun"), { least: 0, greatest: 7 }),
		zeroed: flag("zeroed beyond EOF"),
		tail: counter(name("bytes beyond EOF"), { greatest: 2 }),
		diskTail:
			place?.diskTail ??
			counter(name("disk bytes beyond EOF"), { greatest: 2 }),
	};
}

/** The pages of a scenario; a spare shares the disk block of the page whose place it may take. */
export function newPages(specs: readonly PageSpec[]): Page[] {
	const pages: Page[] = [];
	for (const spec of specs) {
		const place = pages.find((page) => page.name === spec.spareOf) ?? null;
		if (spec.spareOf !== undefined && place === null)
			throw new Error(
				`${spec.name} is a spare of "${spec.spareOf}", which is not a page before it`,
			);
		pages.push(newPage(spec, place));
	}
	return pages;
}

/** get_page(), folio_get(): one atomic addition. */
export function getPage(page: Page, references = 1): Effect[] {
	return [page.refcount.add(references)];
}

/** put_page(), folio_put(): the last reference frees the page; freeing a page that is still used is failure F16. */
export function putPage(
	page: Page,
	monitors: Monitors,
	references = 1,
): Effect[] {
	const used = or(page.attached, gt(page.pins, 0));
	const wrong = monitors.report(
		"F16",
		or(lt(page.refcount, 0), and(eq(page.refcount, 0), used)),
	);
	return [
		page.refcount.sub(references),
		...wrong,
		given(eq(page.refcount, 0), [page.freed.set(1)]),
	];
}

/** Buffer heads hold one reference while attached. */
export function attachBuffers(page: Page): Effect[] {
	return [given(not(page.buffers), [page.buffers.set(1), ...getPage(page)])];
}

export function dropBuffers(page: Page): Effect[] {
	return [
		given(page.buffers, [page.refcount.sub(1)]),
		page.buffers.set(0),
		page.buffersDirty.set(0),
	];
}

/** TestClearPageDirty with its accounting. */
export function clearDirty(page: Page): Effect[] {
	return [page.dirty.set(0), page.accountedDirty.set(0)];
}
