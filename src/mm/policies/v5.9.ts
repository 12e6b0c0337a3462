import { ignoring, type Policy } from "./policy.ts";

/** v5.9: only fork looks. */
export const v5_9: Policy = {
	...ignoring,
	name: "v5.9",
	why: "v5.9: only fork looks.",
	fork: "copy",
};
