import { merged, type Policy } from "./policy.ts";

/** v6.12: reclaim after unmapping, swap-out and fork look; writeback does not. */
export const v6_12: Policy = {
	...merged,
	name: "v6.12",
	why: "v6.12: reclaim after unmapping, swap-out and fork look; writeback does not.",
};
