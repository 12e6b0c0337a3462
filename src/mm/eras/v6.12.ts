import type { Era } from "./era.ts";

/** v6.12 (6.12.117). */
export const v6_12: Era = {
	name: "v6.12",
	tree: "linux-source-6.12",
	dirtyWithoutBuffers: "drop",
	evictStripsFirst: false,
	cowReuse: "exclusive",
	writeProtectSeq: true,
	fastPinTwoAdds: true,
	refcountChecked: true,
	longtermMigration: "or-fail",
	refusesLongtermFileWrites: true,
	scheme: "S14",
	policy: "v6.12",
};
