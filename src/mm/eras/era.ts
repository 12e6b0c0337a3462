// An era: one kernel whose memory management the step programs can follow.

export const eraNames = ["v5.0", "v5.9", "v6.1", "v6.12"] as const;
export type EraName = (typeof eraNames)[number];

/** What differs between kernels besides the names of functions. Each fact was read in the tree named by `tree`. */
export interface Era {
	name: EraName;
	/** The tree that was read. */
	tree: string;
	/** ext4 writepages meeting a dirty page without buffers: BUG_ON, or warn and drop the data. */
	dirtyWithoutBuffers: "bug" | "drop";
	/** `drop_caches`: buffers are freed before the reference count is looked at. */
	evictStripsFirst: boolean;
	/** How a write fault on an anonymous page decides to reuse it. */
	cowReuse: "mapcount" | "refcount" | "exclusive";
	/** fork and GUP-fast are ordered by `mm->write_protect_seq`. */
	writeProtectSeq: boolean;
	/** GUP-fast pins an order-0 page with two additions (+1, then +1023) instead of one of 1024. */
	fastPinTwoAdds: boolean;
	/** `get_page()` refuses counts <= 0; before v5.1 it wrapped. */
	refcountChecked: boolean;
	/** A long-term pin of a page in CMA or ZONE_MOVABLE: nothing is done, or migrate and fail if that fails. */
	longtermMigration: "none" | "in-place" | "or-fail";
	/** Long-term writable pins of dirty-tracked file mappings are refused. */
	refusesLongtermFileWrites: boolean;
	/** Scheme and policy that this kernel really has. */
	scheme: string;
	policy: string;
}
