import { ignoring, type Policy } from "./policy.ts";

/** Nobody looks at pins: v5.0. */
export const none: Policy = {
	...ignoring,
	name: "none",
	why: "Nobody looks at pins: v5.0.",
};
