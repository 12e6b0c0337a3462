import type { Era } from "./era.ts";

/** v6.1 (6.1.192): exclusive anonymous pages, the fork seqcount, and stable backports such as the reclaim guard. */
export const v6_1: Era = {
	name: "v6.1",
	tree: "linux-source-6.1",
	dirtyWithoutBuffers: "drop",
	evictStripsFirst: false,
	cowReuse: "exclusive",
	writeProtectSeq: true,
	fastPinTwoAdds: true,
	refcountChecked: true,
	longtermMigration: "or-fail",
	refusesLongtermFileWrites: false,
	scheme: "S14",
	policy: "v6.12",
};
