import { inWriteback, type Policy } from "./policy.ts";

/** Background writeback skips pinned pages, fsync fails on them. */
export const report: Policy = {
	...inWriteback("skip"),
	name: "report",
	why: "Background writeback skips pinned pages, fsync fails on them.",
	integrity: "report",
};
