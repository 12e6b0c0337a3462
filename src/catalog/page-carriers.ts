// Structs that pages are put into as a whole: tables and lists, which the whole kernel uses.

import type { Source, TreeName } from "./entry.ts";
import { inTree } from "./source.ts";

export interface PageCarrierEntry {
	/** The tag: `struct NAME`. */
	readonly name: string;
	readonly source: Source;
}

function carries(
	name: string,
	file: string,
	tree: TreeName = "v6.12",
): PageCarrierEntry {
	return { name, source: inTree(tree, file, name) };
}

const tables = "include/linux/scatterlist.h";

export const pageCarrierEntries: readonly PageCarrierEntry[] = [
	carries("scatterlist", tables),
	carries("sg_table", tables),
	carries("sg_append_table", tables),
	carries("bio", "include/linux/blk_types.h"),
	carries("bio_vec", "include/linux/bvec.h"),
	carries("frame_vector", "include/media/frame_vector.h"),
	carries("iov_iter", "include/linux/uio.h"),
	carries("folio_batch", "include/linux/pagevec.h"),
	carries("pagevec", "include/linux/pagevec.h", "v6.1"),
	carries("xarray", "include/linux/xarray.h"),
	carries("list_head", "include/linux/types.h"),
];

const carriers = new Set(
	pageCarrierEntries.map(({ name }) => `struct ${name}`),
);

/** type: `struct scatterlist`. */
export function isPageCarrier(type: string): boolean {
	return carriers.has(type);
}
