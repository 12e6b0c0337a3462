import { inWriteback, type Policy } from "./policy.ts";

/** Writeback writes a copy and clears the dirty bit together with it. */
export const bounceClear: Policy = {
	...inWriteback("bounce-clear"),
	name: "bounce-clear",
	why: "Writeback writes a copy and clears the dirty bit together with it.",
};
