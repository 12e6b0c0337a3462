import { ignoring, type Policy } from "./policy.ts";

/** Truncate and hole punch fail while a lease is held (-ETXTBSY); writeback does not look. */
export const lease: Policy = {
	...ignoring,
	name: "lease",
	why: "Truncate and hole punch fail while a lease is held (-ETXTBSY); writeback does not look.",
	truncate: "fail",
};
