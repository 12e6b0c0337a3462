// A site: a call that acquires pages, and what became of the hold it made. The shape is the JSON contract's.

import type { SiteLife } from "./life.ts";
import type { RelatedCall } from "./related-call.ts";

export type { RelatedCall } from "./related-call.ts";

/** get: FOLL_GET; pin: FOLL_PIN; extract: whatever the iterator is made of; none: only faults pages in (page array NULL). */
export type HoldKind = "get" | "pin" | "extract" | "none";

/** Who touches the contents of the pages, and in which direction (dev-write: the device writes into the page). */
export type Access =
	| "dev-read"
	| "dev-write"
	| "dev-rw"
	| "cpu-read"
	| "cpu-write"
	| "cpu-rw"
	| "guest"
	| "none";

/** How long the hold lives: within the call that made it, until something else happens to the object, or not known. */
export type Lifetime = "call" | "object" | "unknown";

/** Case 1-5 of Documentation/core-api/pin_user_pages.rst; 0 where the document has none. */
export type PinCase = 0 | 1 | 2 | 3 | 4 | 5;

export interface Evidence {
	readonly file: string;
	readonly line: number;
	readonly text: string;
}

export interface Site {
	/** Stable within a tree: `file:function:api:ordinal`. */
	readonly id: string;
	readonly file: string;
	readonly function: string;
	readonly line: number;
	readonly column: number;
	/** The name as called. */
	readonly api: string;
	readonly kind: HoldKind;
	/** The flags argument as written; empty where the call has none. */
	readonly flags: string;
	readonly case: PinCase;
	readonly caseEvidence: readonly Evidence[];
	readonly access: Access;
	readonly lifetime: Lifetime;
	readonly configurations: readonly string[];
	readonly releases: readonly RelatedCall[];
	readonly dirties: readonly RelatedCall[];
	/** Where the hold goes: stored, returned, passed on; and where it leaves what can be followed. */
	readonly ownership: readonly Evidence[];
	/** Parts of the function that could not be read; empty for a sound one. */
	readonly damage: readonly Evidence[];
	/** Only where it was asked for: what `explain` needs. */
	readonly life?: SiteLife;
}
