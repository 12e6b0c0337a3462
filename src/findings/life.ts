// What happens to the pages of a site between acquire and release, as facts with their lines. Only `explain` asks for it:
// sites have it with CheckOptions.lives.

import type { RelatedCall } from "./related-call.ts";

/** Who touches the contents, and which way as seen by him; unknown: the code does not say. */
export interface Touch extends RelatedCall {
	readonly by: "device" | "cpu" | "guest";
	readonly way: "read" | "write" | "both" | "unknown";
}

/**
 * How a call marks pages dirty. lock: takes the page lock itself · tested: the same, but only a page that is clean
 * (unpin_user_pages_dirty_lock()) · held: the caller holds the page lock · unlocked: nobody does · raw: the flag alone.
 */
export type DirtyManner = "lock" | "tested" | "held" | "unlocked" | "raw";

export interface DirtyMark extends RelatedCall {
	readonly manner: DirtyManner;
	/** The call is a release too. */
	readonly releases: boolean;
}

export interface LifeRelease extends RelatedCall {
	/** The kind of hold it ends; freed: gives the page to the allocator. */
	readonly ends: "get" | "pin" | "either" | "freed";
}

export interface SiteLife {
	/** First and last line of the function with the acquire call. */
	readonly functionLines: { readonly first: number; readonly last: number };
	/** What the flags ask for; null: they could not be followed to the end. */
	readonly asksWrite: boolean | null;
	readonly asksLongTerm: boolean;
	/** What advice about the call rests on. */
	readonly use: {
		readonly writes: boolean | null;
		readonly longTerm: boolean;
	};
	readonly touches: readonly Touch[];
	/** Calls that end a mapping for a device. */
	readonly unmaps: readonly RelatedCall[];
	readonly dirties: readonly DirtyMark[];
	readonly releases: readonly LifeRelease[];
	/** Functions outside the file that may keep the pages. */
	readonly leavesThrough: readonly string[];
}
