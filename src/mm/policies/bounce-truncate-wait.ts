import { inWriteback, type Policy } from "./policy.ts";

/** Bounce in writeback; truncate and invalidation wait for or refuse pinned pages. */
export const bounceTruncateWait: Policy = {
	...inWriteback("bounce"),
	name: "bounce-truncate-wait",
	why: "Bounce in writeback; truncate and invalidation wait for or refuse pinned pages.",
	truncate: "wait",
	invalidate: "refuse",
};
