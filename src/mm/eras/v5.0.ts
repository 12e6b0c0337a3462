import type { Era } from "./era.ts";

/** v5.0: pins are plain references. */
export const v5_0: Era = {
	name: "v5.0",
	tree: "linux-5.0.1",
	dirtyWithoutBuffers: "bug",
	evictStripsFirst: true,
	cowReuse: "mapcount",
	writeProtectSeq: false,
	fastPinTwoAdds: false,
	refcountChecked: false,
	longtermMigration: "none",
	refusesLongtermFileWrites: false,
	scheme: "S0",
	policy: "none",
};
