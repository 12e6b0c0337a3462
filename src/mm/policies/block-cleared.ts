import { inWriteback, type Policy } from "./policy.ts";

/** Writeback clears the dirty bit and then waits for the unpin, page locked. */
export const blockCleared: Policy = {
	...inWriteback("block-cleared"),
	name: "block-cleared",
	why: "Writeback clears the dirty bit and then waits for the unpin, page locked.",
};
