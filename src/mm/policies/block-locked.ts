import { inWriteback, type Policy } from "./policy.ts";

/** Writeback waits for the unpin with the page lock held. */
export const blockLocked: Policy = {
	...inWriteback("block-locked"),
	name: "block-locked",
	why: "Writeback waits for the unpin with the page lock held.",
};
