// A policy: what the kernel does on meeting a page that its scheme calls pinned, place by place
// (reference/claims.md section 4).

/**
 * What writeback does with a pinned page. `skip`: leave it dirty. `block-locked`, `block`: wait for the unpin with the
 * page lock held, or dropped; `block-cleared`: with the page lock held and the dirty bit already cleared. `bounce`: write a copy and keep the page dirty. `bounce-clear`: clear the dirty bit, then
 * write a copy. `copy-first`: write a copy that was made before the dirty bit is cleared. `report`: fail.
 */
export type WritebackAct =
	| "ignore"
	| "skip"
	| "block-locked"
	| "block-cleared"
	| "block"
	| "bounce"
	| "bounce-clear"
	| "copy-first"
	| "report";

export interface Policy {
	name: string;
	why: string;
	/** Whether writeback looks before or after the page table entries have been write-protected. */
	test: "before-mkclean" | "after-mkclean";
	/** WB_SYNC_NONE. */
	background: WritebackAct;
	/** WB_SYNC_ALL: fsync. */
	integrity: WritebackAct;
	/** try_to_unmap() in reclaim. */
	unmap: "ignore" | "refuse";
	/** Reclaim, after unmapping and before buffers are dropped. */
	release: "ignore" | "keep";
	/** invalidate_inode_pages2(). */
	invalidate: "ignore" | "refuse";
	/**
	 * Truncate and hole punch: leave an orphan page, wait, fail with -ETXTBSY, or recall the lease and take the pages
	 * away from whoever does not give them back.
	 */
	truncate: "orphan" | "wait" | "fail" | "recall";
	/** Adding an anonymous page to the swap cache. */
	swap: "ignore" | "skip";
	/** fork. */
	fork: "share" | "copy";
}

/** Nobody looks at pins. */
export const ignoring: Omit<Policy, "name" | "why"> = {
	test: "after-mkclean",
	background: "ignore",
	integrity: "ignore",
	unmap: "ignore",
	release: "ignore",
	invalidate: "ignore",
	truncate: "orphan",
	swap: "ignore",
	fork: "share",
};

/** What v6.12 does outside writeback. */
export const merged: Omit<Policy, "name" | "why"> = {
	...ignoring,
	release: "keep",
	swap: "skip",
	fork: "copy",
};

/** Writeback acts; so do reclaim, swap and fork. */
export function inWriteback(act: WritebackAct): Omit<Policy, "name" | "why"> {
	return { ...merged, background: act, integrity: act };
}
