import { inWriteback, type Policy } from "./policy.ts";

/** Writeback copies the page before it clears the dirty bit. */
export const copyFirst: Policy = {
	...inWriteback("copy-first"),
	name: "copy-first",
	why: "Writeback copies the page before it clears the dirty bit.",
};
