import type { ReportedFinding } from "#findings/reported-finding.ts";

/** A finding with plain values, to be changed where a test needs it. */
export const sampleFinding: ReportedFinding = {
	code: "PF101",
	class: "leak",
	severity: "error",
	confidence: "certain",
	file: "foo.c",
	function: "foo_map",
	line: 124,
	column: 3,
	message: "the pages from pin_user_pages_fast() are not released on this path",
	notes: [],
	site: null,
	configurations: [],
	fix: null,
	fingerprint: "0123456789abcdef0123456789abcdef",
	suppression: null,
	baseline: null,
};
