// What takes the place of a release, and what is asked for to tell.

import type { UnitContext } from "#lifecycle/function-context.ts";
import type { Edit } from "../conversion.ts";
import type { TargetApi } from "../target-api.ts";

export interface ReleaseContext {
	readonly unit: UnitContext;
	readonly target: TargetApi;
	/** Entries of the arrays may be NULL where the code lets go of them. */
	readonly mayHaveGaps: boolean;
	/** Offsets of releases whose number of pages may be negative: they are let go only if it is not. */
	readonly guarded: ReadonlySet<number>;
	/** The pages were written and nothing marks them: they are to be marked where they are let go of. A conversion leaves that. */
	readonly marks: boolean;
}

export type ReleaseEdit =
	| { readonly kind: "edits"; readonly edits: readonly Edit[] }
	/** A clause that says why not. */
	| { readonly kind: "cannot"; readonly reason: string };

/** What the statements [start, end) of a function are to be. */
export interface Replacement {
	readonly start: number;
	readonly end: number;
	readonly call: "one" | "many" | "dirty" | "range";
	readonly args: readonly string[];
	/** When the pages are marked dirty; null: never. */
	readonly dirty: string | null;
	/** A condition around it. */
	readonly condition: string | null;
	/** The number of pages may be negative. */
	readonly guarded?: boolean;
	/** It speaks for other releases within it too. */
	readonly absorbs?: boolean;
}

export const onePage =
	/^(put_page|put_user_page|page_cache_release|unpin_user_page)$/;

export const manyPages = /^(release_pages|put_user_pages|unpin_user_pages)$/;

export const manyDirty =
	/^(put_user_pages_dirty|put_user_pages_dirty_lock|unpin_user_pages_dirty_lock)$/;
