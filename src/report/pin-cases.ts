import type { PinCase } from "#findings/site.ts";

/** Source: Documentation/core-api/pin_user_pages.rst, "Which flags are set by each wrapper", cases 1 to 5 (v6.12). */
export const pinCases: Readonly<Record<PinCase, string>> = {
	1: "direct I/O",
	2: "RDMA and other long-term device access",
	3: "MMU notifier or page-faulting hardware",
	4: "struct page only",
	5: "write to the data within the page",
	0: "none of pin_user_pages.rst's cases",
};
