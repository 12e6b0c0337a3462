import { inWriteback, type Policy } from "./policy.ts";

/** Writeback skips pinned pages, and looks before page_mkclean(). */
export const skipEarly: Policy = {
	...inWriteback("skip"),
	name: "skip-early",
	why: "Writeback skips pinned pages, and looks before page_mkclean().",
	test: "before-mkclean",
};
