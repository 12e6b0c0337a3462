// Structs that pages are put into as a whole: tables and lists, which the whole kernel uses.

import type { Source, TreeName } from "./entry.ts";
import { inTree } from "./source.ts";

export interface PageCarrierEntry {
	/** The tag: `struct NAME`. */
	readonly name: string;
	/** Its fields that lead to the pages, or to the next of its kind; the others count, describe and complete. */
	readonly fields: readonly string[];
	readonly source: Source;
}

function carries(
	name: string,
	fields: readonly string[],
	file: string,
	tree: TreeName = "v6.12",
): PageCarrierEntry {
	return { name, fields, source: inTree(tree, file, name) };
}

const tables = "include/linux/scatterlist.h";
const vectors = "include/linux/pagevec.h";

export const pageCarrierEntries: readonly PageCarrierEntry[] = [
	carries("scatterlist", ["page_link", "dma_address"], tables),
	carries("sg_table", ["sgl"], tables),
	carries("sg_append_table", ["sgt", "prv"], tables),
	carries(
		"bio",
		["bi_io_vec", "bi_inline_vecs", "bi_next"],
		"include/linux/blk_types.h",
	),
	carries("bio_vec", ["bv_page"], "include/linux/bvec.h"),
	carries("frame_vector", ["ptrs"], "include/media/frame_vector.h"),
	carries("iov_iter", ["bvec", "folioq", "xarray"], "include/linux/uio.h"),
	carries("folio_batch", ["folios"], vectors),
	carries("pagevec", ["pages"], vectors, "v6.1"),
	carries("xarray", ["xa_head"], "include/linux/xarray.h"),
	carries("list_head", ["next", "prev"], "include/linux/types.h"),
];

const fieldsOfCarriers = new Map(
	pageCarrierEntries.map(({ name, fields }) => [`struct ${name}`, fields]),
);

/** Of any of them. */
const carrierFields = new Set([...fieldsOfCarriers.values()].flat());

/** type: `struct scatterlist`. */
export function isPageCarrier(type: string): boolean {
	return fieldsOfCarriers.has(type);
}

/** Whether what was put into an object as a whole is found through this field of it. type: null where it is not known. */
export function isCarrierField(type: string | null, field: string): boolean {
	return type === null
		? carrierFields.has(field)
		: fieldsOfCarriers.get(type)?.includes(field) === true;
}
