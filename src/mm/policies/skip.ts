import { inWriteback, type Policy } from "./policy.ts";

/** Writeback skips pinned pages and leaves them dirty; it looks after page_mkclean(). */
export const skip: Policy = {
	...inWriteback("skip"),
	name: "skip",
	why: "Writeback skips pinned pages and leaves them dirty; it looks after page_mkclean().",
};
