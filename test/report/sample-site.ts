import type { Site } from "#findings/site.ts";

/** A site with plain values, to be changed where a test needs it. */
export const sampleSite: Site = {
	id: "foo.c:foo_map:pin_user_pages_fast:1",
	file: "foo.c",
	function: "foo_map",
	line: 120,
	column: 8,
	api: "pin_user_pages_fast",
	kind: "pin",
	flags: "FOLL_WRITE | FOLL_LONGTERM",
	case: 2,
	caseEvidence: [],
	access: "dev-write",
	lifetime: "object",
	configurations: [],
	releases: [],
	dirties: [],
	ownership: [],
	damage: [],
};
