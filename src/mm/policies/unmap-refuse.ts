import { ignoring, type Policy } from "./policy.ts";

/** try_to_unmap() refuses pinned pages (PG_dma_pinned series, June 2018). */
export const unmapRefuse: Policy = {
	...ignoring,
	name: "unmap-refuse",
	why: "try_to_unmap() refuses pinned pages (PG_dma_pinned series, June 2018).",
	unmap: "refuse",
};
