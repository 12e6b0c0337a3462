import type { Era } from "./era.ts";

/** v5.9: FOLL_PIN counts with the bias; only fork looks at it. */
export const v5_9: Era = {
	name: "v5.9",
	tree: "linux-5.9.1",
	dirtyWithoutBuffers: "bug",
	evictStripsFirst: true,
	cowReuse: "refcount",
	writeProtectSeq: false,
	fastPinTwoAdds: false,
	refcountChecked: true,
	longtermMigration: "in-place",
	refusesLongtermFileWrites: false,
	scheme: "S14",
	policy: "v5.9",
};
