import { inWriteback, type Policy } from "./policy.ts";

/** Truncate recalls the lease and goes on; a holder that ignores it is killed. */
export const revoke: Policy = {
	...inWriteback("bounce"),
	name: "revoke",
	why: "Truncate recalls the lease and goes on; a holder that ignores it is killed.",
	truncate: "recall",
};
