// The life of the pages at a site as a column of a litmus test: operations, each with the C line it stands for.

import type { DirtyManner } from "#findings/life.ts";
import type { SourceLine } from "./explanation.ts";

/** One operation of the driver's column. */
export interface Act {
	/** As a litmus file writes it: `pin_user_pages_fast(long)`. */
	readonly operation: string;
	/** Null: no line of the driver does this (a device). */
	readonly source: SourceLine | null;
	/** For people: "pinned", "the device writes". */
	readonly says: string;
	readonly what:
		| "acquire"
		| "touch"
		| "map"
		| "unmap"
		| "dirty"
		| "release"
		| "lost";
}

/** How the path leaves the reference count. */
export type Balance = "even" | "lost" | "wrong-family" | "twice";

export interface ModelLife {
	/** Which way through the driver: "as written", "on the path of PF101, line 68". */
	readonly path: string;
	/** Code of the finding whose path it is. */
	readonly finding: string | null;
	readonly acts: readonly Act[];
	readonly kind: "get" | "pin";
	/** Contents are written by a device or the kernel. */
	readonly writes: boolean;
	readonly reads: boolean;
	/** Writing is assumed: the code does not say on every path. */
	readonly writesAssumed: boolean;
	readonly dirties: DirtyManner | null;
	/** FOLL_LONGTERM is passed. */
	readonly longTerm: boolean;
	/** User space decides how long the hold lasts. */
	readonly lasting: boolean;
	readonly balance: Balance;
	/** Pages of a memfd, taken without a mapping. */
	readonly fromFile: boolean;
	/** An mmu notifier stops the device before the page goes. */
	readonly notifier: boolean;
}
