import { ignoring, type Policy } from "./policy.ts";

/** fork copies pinned pages; nobody else looks. */
export const forkCopy: Policy = {
	...ignoring,
	name: "fork-copy",
	why: "fork copies pinned pages; nobody else looks.",
	fork: "copy",
};
