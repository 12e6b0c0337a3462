import { inWriteback, type Policy } from "./policy.ts";

/** Writeback drops the page lock and waits for the unpin. */
export const block: Policy = {
	...inWriteback("block"),
	name: "block",
	why: "Writeback drops the page lock and waits for the unpin.",
};
