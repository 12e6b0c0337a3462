// The catalogue of what can go wrong: reference/claims.md section 2, and what drivers do wrong by themselves.

/** Of the catalogue. */
export const failureIds = [
	"F1",
	"F1'",
	"F2",
	"F3",
	"F4",
	"F5",
	"F6",
	"F7",
	"F8",
	"F9",
	"F10",
	"F11",
	"F12",
	"F13",
	"F14",
	"F15",
	"F16",
	"F17",
	"F18",
	"F19",
	"F20",
	"F21",
	"F22",
] as const;

/** Mistakes of one driver, which no scheme or policy decides: not in the matrix of schemes. */
export const driverFailureIds = ["F23"] as const;
export type FailureId =
	| (typeof failureIds)[number]
	| (typeof driverFailureIds)[number];

/** Short names, as the matrix and the stories show them. */
export const failureTitles: Readonly<Record<FailureId, string>> = {
	F1: "dirty page without buffers",
	"F1'": "writeback drops the data of a dirty page without buffers",
	F2: "memory changes between checksum and device read",
	F3: "write to a page the file system believes clean",
	F4: "update lost: clean page, stale disk",
	F5: "fsync returns without the data",
	F6: "DMA into a page that truncate took from the file",
	F7: "DMA into a DAX block that is another file's now",
	F8: "DMA into a page that invalidation took from the file",
	F9: "blocked for ever by a pin that never ends",
	F10: "deadlock: waits for the unpin with the page lock held",
	F11: "wrong copy on write: pinner and owner see different pages",
	F12: "fork shares a page that GUP-fast pins at that moment",
	F13: "reference count overflows",
	F14: "false positive: a page nobody pinned counts as pinned",
	F15: "false negative: a pinned page counts as not pinned",
	F16: "mismatched release: reference count is wrong for ever",
	F17: "migration, CMA or offlining stuck on a pin",
	F18: "dirty mark on a page that truncate took away",
	F19: "pinned anonymous page is swapped out",
	F20: "bytes beyond end of file reach the disk",
	F21: "journalled data: the dirty mark is not journalled",
	F22: "lease broken, device goes on",
	F23: "a page is used after it was given back and freed",
};
