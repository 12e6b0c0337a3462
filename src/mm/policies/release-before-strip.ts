import { ignoring, type Policy } from "./policy.ts";

/** Reclaim looks before it drops buffers (Glisse 2018-09-28). */
export const releaseBeforeStrip: Policy = {
	...ignoring,
	name: "release-before-strip",
	why: "Reclaim looks before it drops buffers (Glisse 2018-09-28).",
	release: "keep",
};
