import { inWriteback, type Policy } from "./policy.ts";

/** Writeback writes a copy made after page_mkclean() and keeps the page dirty. */
export const bounce: Policy = {
	...inWriteback("bounce"),
	name: "bounce",
	why: "Writeback writes a copy made after page_mkclean() and keeps the page dirty.",
};
