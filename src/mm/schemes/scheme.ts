// A scheme: how a kernel remembers that a page is pinned. Schemes S0 to S24 of reference/claims.md section 3 are
// strategies of this one shape.

import type { Effect } from "#explore/language/effect.ts";
import type { Expression, Operand } from "#explore/language/expression.ts";
import type { Era } from "../eras/era.ts";
import type { Monitors } from "../failures/monitors.ts";
import type { References } from "../kernel/reference.ts";
import type { Page } from "../world/page.ts";
import type { Process } from "../world/process.ts";

/** What the caller said when it asked for the pages. */
export interface PinRequest {
	/** FOLL_LONGTERM. */
	long: boolean;
	/** FOLL_WRITE: the device writes to memory. */
	write: boolean;
}

/** One atomic step of pinning or unpinning. */
export interface Action {
	references: References;
	effects: readonly Effect[];
	/** Atomic read-modify-write operations and lock acquisitions in it. */
	atomics: number;
	/** A lock that is shared by more than this page, if one is taken. */
	sharedLock?: string;
	/** The step waits for this. */
	when?: Operand;
}

/** Where somebody asks whether a page is pinned. */
export type Place =
	| "writeback"
	| "unmap"
	| "release"
	| "invalidate"
	| "truncate"
	| "swap"
	| "fork"
	| "migrate";

/** A scheme at work on the pages of one scenario. */
export interface Tracking {
	/** Slow path. The first action happens under the page table lock, together with the test of the PTE. */
	pinSlow(page: Page, request: PinRequest, process: Process): Action[];
	/** GUP-fast, before the PTE is read again. */
	pinFast(page: Page, request: PinRequest, process: Process): Action[];
	unpin(page: Page, request: PinRequest, process: Process): Action[];
	/**
	 * Whether the page counts as pinned; null: this scheme cannot tell there. `held` is the number of references that
	 * the asker itself holds.
	 */
	isPinned(page: Page, place: Place, held: number): Expression | null;
	/** Effects whenever the page leaves the page cache. */
	onDetach?(page: Page): Effect[];
	/** Effects whenever a page table entry goes away. */
	onUnmap?(page: Page, process: Process): Effect[];
	/** Effects of a NUMA hinting fault. */
	onNumaHint?(page: Page): Effect[];
	/** The scheme keeps the page mapped as far as page_mapped() can tell. */
	keepsMapped?(page: Page): Expression;
}

/** What a scheme may use to set itself up. */
export interface SchemeSetting {
	era: Era;
	pages: readonly Page[];
	processes: readonly Process[];
	monitors: Monitors;
	/** Effects that count nr_foll_pin_acquired and nr_foll_pin_released; none unless the scenario looks at them. */
	acquired(pages: number): Effect[];
	released(pages: number): Effect[];
	/** GUP_PIN_COUNTING_BIAS; smaller in scenarios that count mappings one by one. */
	bias: number;
}

/**
 * How a device is kept from a page: by a reference it holds, by stopping when an mmu notifier says so, or by holding
 * the page lock for the whole of the I/O.
 */
export type Manner = "reference" | "notifier" | "page-lock";

/** Bytes and bits a scheme asks for; what fits is decided by the page-flag budget of a configuration. */
export interface Footprint {
	/** Page flags taken from page->flags on 64-bit, 32-bit. */
	flags64: number;
	flags32: number;
	/** Bytes added to struct page (or kept beside it) on 64-bit, 32-bit. */
	bytes64: number;
	bytes32: number;
	/** Bytes per pin call, for schemes that allocate an object. */
	bytesPerPin: number;
	/** Bits of page->_last_cpupid, which not every configuration has. */
	cpupidBits: number;
}

export const noFootprint: Footprint = {
	flags64: 0,
	flags32: 0,
	bytes64: 0,
	bytes32: 0,
	bytesPerPin: 0,
	cpupidBits: 0,
};

export interface Scheme {
	id: string;
	name: string;
	/** Who, when, and where to read it (reference/claims-sources.tsv). */
	source: string;
	fate: string;
	manner: Manner;
	footprint: Footprint;
	/** Most pins that an order-0 page can hold, counted from the encoding; null: as many as a plain reference count. */
	largestPins: number | null;
	/** The policy its proposers had in mind: the least that uses what it can tell. */
	suitablePolicy: string;
	/** Long-term writable pins of dirty-tracked file mappings are refused. */
	refusesLongtermFileWrites?: boolean;
	/** fork copies only for an mm that has ever pinned. */
	gatedByMm?: boolean;
	/** The caller's own bookkeeping of file and lease. */
	holdsLease?: boolean;
	/** Set up state and say what happens on pin and unpin. */
	track(setting: SchemeSetting): Tracking;
}
