import { inWriteback, type Policy } from "./policy.ts";

/** Bounce in writeback; try_to_unmap() refuses pinned pages. */
export const bounceUnmapRefuse: Policy = {
	...inWriteback("bounce"),
	name: "bounce-unmap-refuse",
	why: "Bounce in writeback; try_to_unmap() refuses pinned pages.",
	unmap: "refuse",
};
